using System.Globalization;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Watching;

/// <summary>What happens in a sweep, in plain lines.</summary>
internal static class ProgressText
{
    /// <summary>How far all of it is, in one line.</summary>
    /// <param name="leftOut">What to add about lines that were left out; empty for none.</param>
    public static string Summary(SweepSnapshot now, string leftOut = "")
    {
        var ended = now.Counts.Trials.Where(t => t.Key is not (TrialState.Pending or TrialState.Running)).Sum(t => t.Value);
        var left = now.Left is { } time ? $", about {Rough(time)} left" : "";
        var slots = string.Join("; ", now.Slots.Where(s => s.Work is not null).Select(s => $"{s.Slot}: {Doing(s.Work!)}"));
        return Invariant($"{ended}/{now.Counts.Trials.Values.Sum()} trials, {now.Counts.Stages[StageState.Succeeded]}/{now.Counts.Stages.Values.Sum()} stages{left}{leftOut}{(Waits(now) is { } waits ? $"; {waits}" : "")}{(slots.Length > 0 ? $" | {slots}" : "")}");
    }

    /// <summary>Which stage waits for memory while slots have nothing to do; null for none.</summary>
    public static string? Waits(SweepSnapshot now) =>
        now.WaitsForMemory is { } stage && now.Slots.Any(s => s.Work is null) ? $"{stage.Kind} {stage.Stage.Prefix} waits for memory: {stage.Why}" : null;

    public static string Trial(EndedTrial trial) =>
        $"trial {trial.Number} ({trial.Method} {AxesText.Of(trial.Axes)}) {Outcome(trial)}";

    public static string Failed(FailedAttempt failed)
    {
        var next = failed.Final ? "failed for good" : failed.Failure == FailureKind.Cancelled ? "stopped" : "failed, will be tried again";
        return $"{failed.Kind} {failed.Stage.Prefix} {next} (attempt {failed.Attempt}, {failed.Failure.ToColumn()}: {failed.Reason})";
    }

    public static string Outcome(EndedTrial trial) => trial.State switch
    {
        TrialState.Succeeded => "succeeded",
        TrialState.Cancelled => $"cancelled: {trial.Reason}",
        _ => $"failed: {trial.Reason}",
    };

    public static string Rough(TimeSpan time) =>
        time.TotalMinutes < 2 ? Invariant($"{Math.Ceiling(time.TotalSeconds):F0} s") : time.TotalHours < 2 ? Invariant($"{time.TotalMinutes:F0} min") : Invariant($"{time.TotalHours:F1} h");

    private static string Doing(SlotWork work)
    {
        var stage = $"{work.Kind} {work.Stage.Prefix}";
        return work.PlannedEpochs > 0 ? Invariant($"{stage} epoch {work.Epoch}/{work.PlannedEpochs}") : stage;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
