using AdaSapSweep.Stages;

namespace AdaSapSweep.Training.Networks;

/// <summary>The architectures that can be built by name.</summary>
public static class NetworkCatalog
{
    /// <param name="stem">A name from <see cref="Stems"/>; <c>imagenet</c> for an architecture that has that form.</param>
    /// <exception cref="ArgumentException">The architecture is not one of <see cref="Architectures.All"/>, or has no such form.</exception>
    public static Blueprint Blueprint(string architecture, int classes, InputNormalisation normalisation, string stem = Stems.Cifar)
    {
        if (stem != Stems.Cifar && (stem != Stems.ImageNet || !Architectures.WithImageNetStem.Contains(architecture)))
            throw new ArgumentException($"{architecture} has no form '{stem}'", nameof(stem));
        var identity = new NetworkIdentity(architecture, stem, classes, normalisation);
        return architecture switch
        {
            Architectures.ResNet8 => CifarResNet.Of(identity, 1),
            Architectures.ResNet20 => CifarResNet.Of(identity, 3),
            Architectures.ResNet32 => CifarResNet.Of(identity, 5),
            Architectures.ResNet56 => CifarResNet.Of(identity, 9),
            Architectures.ResNet18 => ResNet.Of(identity, [2, 2, 2, 2], bottleneck: false),
            Architectures.ResNet34 => ResNet.Of(identity, [3, 4, 6, 3], bottleneck: false),
            Architectures.ResNet50 => ResNet.Of(identity, [3, 4, 6, 3], bottleneck: true),
            Architectures.PreActResNet18 => PreActResNet.Of(identity),
            Architectures.Vgg8 => Vgg.Of(identity, Vgg.Eight),
            Architectures.Vgg11 => Vgg.Of(identity, Vgg.Eleven),
            Architectures.Vgg16 => Vgg.Of(identity, Vgg.Sixteen),
            Architectures.WideResNet28 => WideResNet.Of(identity, 4, 10),
            Architectures.WideResNet34 => WideResNet.Of(identity, 5, 10),
            Architectures.MobileNetV1 => MobileNetV1.Of(identity),
            Architectures.MobileNetV2 => MobileNetV2.Of(identity),
            _ => throw new ArgumentOutOfRangeException(nameof(architecture), architecture, "not an architecture"),
        };
    }
}
