using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Processes;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Coordinator.Running;

/// <summary>Whether every slot can compute in the types that a sweep asks for: any of them may get any stage.</summary>
internal static class PrecisionCheck
{
    /// <exception cref="UsageException">A stage is in float16, and a slot is on a processor, which has no convolutions in it.</exception>
    public static void Require(SweepPlan plan, IEnumerable<LocalSlot> slots)
    {
        if (!slots.Any(slot => slot.Device == "cpu") || !plan.Stages.Any(stage => stage.ReadSettings().Precision == Precisions.Float16)) return;
        throw new UsageException(
            $"adasap: 'precision: {Precisions.Float16}' is for GPUs, and this run has a slot on the processor: '{Precisions.BFloat16}' runs on both, and --devices names GPUs alone");
    }
}
