using System.Globalization;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Forecasting;

/// <summary>A prediction for people.</summary>
internal static class PredictionText
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    public static IEnumerable<string> Lines(PlanPrediction prediction, SchedulingPolicy policy, string? store)
    {
        yield return store is null
            ? "to run: everything; no store was looked at (--store FILE tells what is done already)"
            : FormattableString.Invariant($"to run: {prediction.TrialsToRun:N0} of {prediction.Trials:N0} trials, {prediction.StagesToRun:N0} of {prediction.Stages:N0} stages, {prediction.EpochsToRun:N0} epochs; the rest is done in {store}");
        yield return prediction.UntimedKinds.IsEmpty
            ? Time(prediction)
            : $"time: not known; no stage of {string.Join(", ", prediction.UntimedKinds)} has run in {store ?? "a store that was named"}, and times are learned from finished stages of the same kind and architecture; 'adasap status' says what is left while it runs";
        yield return prediction.PeakDiskBytes is { } bytes
            ? $"disk: {(prediction.IsBound ? "at most" : "about")} {Bytes(bytes)} at its highest, artifacts and checkpoints, with --keep {policy.Keep.ToString().ToLowerInvariant()}"
            : "disk: not known, as the size of some architecture is not";
        yield return prediction.PeakMemoryBytes is { } memory
            ? $"memory: about {Bytes(memory)} for each slot's process at its highest{Fit(prediction.Fit)}"
            : "memory: not known; it is learned from finished stages of the same kind and architecture";
    }

    /// <summary>What was predicted against what it came to.</summary>
    public static string Against(PlanPrediction predicted, RunOutcome outcome, TimeSpan wall)
    {
        var time = predicted.WallSeconds is { } seconds ? $"{(predicted.IsBound ? "at least" : "about")} {Seconds(seconds)} ({Seconds(predicted.SecondsToRun!.Value)} of work)" : "a time not known";
        var room = $"{(predicted.PeakDiskBytes is { } disk ? $"disk up to {Bytes(disk)}" : "no size known")}, {(predicted.PeakMemoryBytes is { } memory ? $"memory up to {Bytes(memory)} a slot" : "no memory known")}";
        return FormattableString.Invariant($"predicted {predicted.StagesToRun:N0} stages, {predicted.EpochsToRun:N0} epochs and {time}, {room}; ") +
            FormattableString.Invariant($"it took {outcome.Stages:N0} stages, {outcome.Epochs:N0} epochs and {Seconds(wall.TotalSeconds)} ({Seconds(outcome.BusySeconds)} of work), ") +
            $"artifacts take {Bytes(outcome.ArtifactBytes)} now{(outcome.PeakMemoryBytes is { } peak ? $", memory went up to {Bytes(peak)} a slot" : "")}";
    }

    /// <summary>1 h 02 min, as people read it.</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        < 10 => seconds.ToString("F1", CultureInfo.InvariantCulture) + " s",
        < 120 => seconds.ToString("F0", CultureInfo.InvariantCulture) + " s",
        < 7200 => FormattableString.Invariant($"{Math.Floor(seconds / 60):F0} min {Math.Floor(seconds % 60):00} s"),
        _ => FormattableString.Invariant($"{Math.Floor(seconds / 3600):N0} h {Math.Floor(seconds % 3600 / 60):00} min"),
    };

    public static string Bytes(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1024 && unit < Units.Length - 1) (value, unit) = (value / 1024, unit + 1);
        return value.ToString(unit == 0 || value >= 100 ? "F0" : "F1", CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    private static string Fit(SlotFit? fit) => fit switch
    {
        null => "",
        { Budget: { } budget, Fitting: { } fitting } => FormattableString.Invariant($"; {fitting} of {fit.Slots} slots of the CPU run the largest stage at a time, which takes {Bytes(fit.StageBytes)} of {Bytes(budget)}"),
        _ => $"; the largest stage takes about {Bytes(fit.StageBytes)} of a GPU's memory",
    };

    private static string Time(PlanPrediction prediction) =>
        $"time: {(prediction.IsBound ? "at least" : "about")} {Seconds(prediction.WallSeconds!.Value)} on {prediction.Slots} {(prediction.Slots == 1 ? "slot" : "slots")}, " +
        $"{Seconds(prediction.SecondsToRun!.Value)} of work; without sharing, and from the start, it would be {Seconds(prediction.SecondsWithoutSharing!.Value)}";
}
