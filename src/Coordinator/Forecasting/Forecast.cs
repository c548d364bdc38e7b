using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Processes;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Planning;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Forecasting;

/// <summary>Predicts a run by playing it through in virtual time with the scheduler's own machine, or by bounds where it is too large for that.</summary>
internal static class Forecast
{
    /// <summary>Stages that are played through; a larger plan is bounded.</summary>
    public const int MostPlayed = 20_000;

    /// <param name="plan">From <see cref="Planner"/>.</param>
    /// <param name="done">What a store has of the plan's stages.</param>
    /// <param name="devices">The memory that each slot shares with others, where it is known; null: nobody looks at it.</param>
    /// <exception cref="UsageException">The disk budget is less than a single stage needs.</exception>
    public static PlanPrediction Of(SweepPlan plan, IReadOnlyDictionary<StageKey, StageRecord> done, StageCosts costs, SchedulingPolicy policy, int slots, IReadOnlyList<DeviceMemory?>? devices = null)
    {
        var untimed = plan.Stages.Where(s => costs.Seconds(s) is null).Select(s => s.Kind).Distinct().ToImmutableArray();
        if (policy.DiskBudget is { } budget) CheckBudget(plan, costs, budget);
        var prediction = new PlanPrediction(
            slots, plan.Trials.Length, plan.Trials.Length, plan.Stages.Length, plan.Stages.Length, 0, null,
            untimed.IsEmpty ? PlanTotals.Alone(plan, s => costs.Seconds(s)!.Value) : null, null, false, null, plan.Stages.Max(costs.Memory), untimed);
        return plan.Stages.Length <= MostPlayed
            ? Played(prediction, VirtualRun.Of(plan, done, costs, policy, slots, devices), untimed.IsEmpty)
            : Bounded(prediction, plan, done, costs, policy);
    }

    /// <summary>On slots of this machine.</summary>
    /// <exception cref="UsageException">The disk budget is less than a single stage needs.</exception>
    public static PlanPrediction Of(SweepPlan plan, IReadOnlyDictionary<StageKey, StageRecord> done, StageCosts costs, SchedulingPolicy policy, IReadOnlyList<LocalSlot> slots) =>
        Of(plan, done, costs, policy, slots.Count, [.. slots.Select(SlotFit.MemoryOf)]) with { Fit = SlotFit.Of(plan, costs, policy, slots) };

    private static PlanPrediction Played(PlanPrediction prediction, VirtualRun run, bool isTimed) => prediction with
    {
        TrialsToRun = run.Trials,
        StagesToRun = run.Stages,
        EpochsToRun = run.Epochs,
        SecondsToRun = isTimed ? run.BusySeconds : null,
        WallSeconds = isTimed ? run.WallSeconds : null,
        PeakDiskBytes = run.PeakDiskBytes,
    };

    private static PlanPrediction Bounded(
        PlanPrediction prediction, SweepPlan plan, IReadOnlyDictionary<StageKey, StageRecord> done, StageCosts costs, SchedulingPolicy policy)
    {
        // Without a store no key is asked for: those of a million trials take longer than the plan.
        var bounds = PlanBounds.Of(plan, stage => done.Count > 0 && done.TryGetValue(stage.Key, out var record) && record.State == StageState.Succeeded, costs.Seconds, costs.Bytes);
        var disk = bounds.Bytes is { } bytes && policy.DiskBudget is { } budget ? Math.Min(bytes, budget) : bounds.Bytes;
        return prediction with
        {
            TrialsToRun = bounds.Trials,
            StagesToRun = bounds.Stages,
            EpochsToRun = bounds.Epochs,
            SecondsToRun = bounds.Seconds,
            WallSeconds = bounds.Seconds is { } seconds ? Math.Max(seconds / prediction.Slots, bounds.LongestPath!.Value) : null,
            IsBound = true,
            PeakDiskBytes = disk,
        };
    }

    private static void CheckBudget(SweepPlan plan, StageCosts costs, long budget)
    {
        var least = plan.Stages.Max(s => VirtualRun.BytesWhileRunning(costs.Bytes(s) ?? 0)) + plan.Stages.Max(s => costs.Bytes(s) ?? 0);
        if (least <= budget) return;
        throw new UsageException(FormattableString.Invariant(
            $"adasap: --disk-budget: {budget:N0} bytes are too few; the largest stage needs {least:N0} for its parent, its checkpoint and what it leaves; 'adasap plan SWEEP' says what it would take without a budget"));
    }
}
