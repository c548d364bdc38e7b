using AdaSapSweep.Shared.Model;
using AdaSapSweep.Stages;

namespace AdaSapSweep.GpuActor.Running;

/// <summary>How many epochs a stage is to have; 0 for an evaluation, and for settings that cannot be read, about which the runner complains.</summary>
internal static class PlannedEpochs
{
    public static int Of(StageSpec spec)
    {
        try
        {
            return StageJson.Read(spec.Kind, spec.Settings) is TrainingSettings training ? training.Epochs : 0;
        }
        catch (FormatException)
        {
            return 0;
        }
    }
}
