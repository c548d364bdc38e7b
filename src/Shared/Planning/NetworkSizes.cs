using AdaSapSweep.Shared.Model;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Planning;

/// <summary>How large the networks are, as far as a plan can know it without building them.</summary>
public static class NetworkSizes
{
    private const int BytesOfAWeight = 4;

    /// <summary>What the file takes beside its weights: names, shapes and running statistics.</summary>
    private const int BytesOfTheHead = 24 * 1024;

    /// <summary>Trainable parameters of the dense network with ten classes; null for an architecture that is not known here.</summary>
    public static long? Parameters(string architecture) => architecture switch
    {
        Architectures.ResNet8 => 75_290,
        Architectures.ResNet20 => 269_722,
        _ => null,
    };

    /// <summary>About the bytes of the artifact that a stage leaves, 0 when it leaves none. Removed channels are not credited: the dense size bounds them.</summary>
    public static long? ArtifactBytes(StageSpec stage)
    {
        if (StageKinds.IsEvaluation(stage.Kind)) return 0;
        return stage.ReadSettings() is TrainingSettings training && Parameters(training.Architecture) is { } parameters
            ? BytesOfTheHead + (parameters * (BytesOfAWeight + (training.Mask is null && training.TicketSearch is null ? 0 : 1)))
            : null;
    }
}
