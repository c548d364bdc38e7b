using System.Globalization;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>The reasons that are stored with decisions and that people read.</summary>
internal static class Words
{
    public static string Count(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds} s");

    /// <summary>As <c>train 3f2a90b1c4</c>.</summary>
    public static string Name(StageTree tree, int stage) => $"{tree.SpecOf(stage).Kind} {tree.KeyOf(stage).Prefix}";

    /// <summary>What became of an attempt, as a clause.</summary>
    public static string Ended(AttemptNumber attempt, FailureKind kind, string reason)
    {
        var how = kind switch
        {
            FailureKind.Diverged => "diverged",
            FailureKind.OutOfMemory => "ran out of memory",
            FailureKind.Data => "had no usable data",
            FailureKind.Crash => "crashed",
            FailureKind.Lost => "was lost",
            FailureKind.Cancelled => "was given back",
            FailureKind.Hung => "hung",
            FailureKind.ParentMissing => "lacked its parent's artifact",
            FailureKind.DiskFull => "found the disk full",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of failure"),
        };
        return $"attempt {attempt} {how}: {reason}";
    }

    /// <summary>Why a stage is given to a slot.</summary>
    public static string Granted(AttemptNumber attempt, string? reason, int microBatches, bool followsOnSlot, bool ahead)
    {
        var why = (attempt.Value, reason) switch
        {
            (1, null) => "first attempt",
            (_, null) => $"attempt {attempt}; an earlier run stopped before the stage was done",
            _ => $"attempt {attempt}, as {reason}",
        };
        if (microBatches > 1) why += string.Create(CultureInfo.InvariantCulture, $"; each batch in {microBatches} parts");
        if (followsOnSlot) why += "; the slot has its parent's weights";
        return ahead ? why + "; ahead of the slot's next turn" : why;
    }
}
