using AdaSapSweep.Shared.Model;
using AdaSapSweep.Stages;

namespace AdaSapSweep.GpuActor.Running;

/// <summary>How many epochs a stage is to have; 0 for an evaluation.</summary>
internal static class PlannedEpochs
{
    /// <exception cref="FormatException">The stage's settings cannot be read.</exception>
    public static int Of(StageSpec spec) => StageJson.Read(spec.Kind, spec.Settings) is TrainingSettings training ? training.Epochs : 0;
}
