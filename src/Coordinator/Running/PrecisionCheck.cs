using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Processes;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Coordinator.Running;

/// <summary>Whether every slot can compute in the types that a sweep asks for: any of them may get any stage.</summary>
internal static class PrecisionCheck
{
    private const string Processor = "cpu";

    /// <exception cref="UsageException">See <see cref="ProblemOf"/>.</exception>
    public static void Require(SweepPlan plan, IEnumerable<LocalSlot> slots)
    {
        if (ProblemOf(plan, slots) is { } problem) throw new UsageException($"adasap: {problem}");
    }

    /// <returns>Why the slots cannot run the plan: a stage is in float16, and a slot is on a processor, which has no convolutions in it. Null: they can.</returns>
    public static string? ProblemOf(SweepPlan plan, IEnumerable<LocalSlot> slots) => OnProcessor(plan, slots, Precisions.Float16)
        ? $"'precision: {Precisions.Float16}' is for GPUs, and this run has a slot on the processor: '{Precisions.BFloat16}' runs on both, and --devices names GPUs alone"
        : null;

    /// <returns>Whether a slot on the processor may get a stage in that type.</returns>
    public static bool OnProcessor(SweepPlan plan, IEnumerable<LocalSlot> slots, string precision) =>
        slots.Any(slot => slot.Device == Processor) && plan.Stages.Any(stage => stage.ReadSettings().Precision == precision);
}
