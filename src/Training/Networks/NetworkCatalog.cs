using AdaSapSweep.Stages;

namespace AdaSapSweep.Training.Networks;

/// <summary>The architectures that can be built by name.</summary>
public static class NetworkCatalog
{
    /// <exception cref="ArgumentOutOfRangeException">The name is not one of <see cref="Architectures.All"/>.</exception>
    public static Blueprint Blueprint(string architecture, int classes, InputNormalisation normalisation) => architecture switch
    {
        Architectures.ResNet8 => CifarResNet.Of(architecture, 1, classes, normalisation),
        Architectures.ResNet20 => CifarResNet.Of(architecture, 3, classes, normalisation),
        _ => throw new ArgumentOutOfRangeException(nameof(architecture), architecture, "not an architecture"),
    };
}
