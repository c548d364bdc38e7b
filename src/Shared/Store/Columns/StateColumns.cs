using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Store.Columns;

/// <summary>The words that states have in the store: the one place where an enum meets a column. Files outlive versions, so a word never changes.</summary>
public static class StateColumns
{
    public static string ToColumn(this StageState state) => state switch
    {
        StageState.Pending => "pending",
        StageState.Running => "running",
        StageState.Succeeded => "succeeded",
        StageState.Failed => "failed",
        StageState.Skipped => "skipped",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "has no column value"),
    };

    public static string ToColumn(this TrialState state) => state switch
    {
        TrialState.Pending => "pending",
        TrialState.Running => "running",
        TrialState.Succeeded => "succeeded",
        TrialState.Failed => "failed",
        TrialState.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "has no column value"),
    };

    public static string ToColumn(this AttemptState state) => state switch
    {
        AttemptState.Running => "running",
        AttemptState.Succeeded => "succeeded",
        AttemptState.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "has no column value"),
    };

    public static string ToColumn(this FailureKind kind) => kind switch
    {
        FailureKind.Diverged => "diverged",
        FailureKind.OutOfMemory => "out-of-memory",
        FailureKind.Data => "data",
        FailureKind.Crash => "crash",
        FailureKind.Lost => "lost",
        FailureKind.Cancelled => "cancelled",
        FailureKind.Hung => "hung",
        FailureKind.ParentMissing => "parent-missing",
        FailureKind.DiskFull => "disk-full",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "has no column value"),
    };

    /// <exception cref="FormatException">The word is not one of <see cref="ToColumn(StageState)"/>.</exception>
    public static StageState StageStateFromColumn(string word) => FromColumn<StageState>(word, ToColumn);

    /// <exception cref="FormatException">The word is not one of <see cref="ToColumn(TrialState)"/>.</exception>
    public static TrialState TrialStateFromColumn(string word) => FromColumn<TrialState>(word, ToColumn);

    /// <exception cref="FormatException">The word is not one of <see cref="ToColumn(AttemptState)"/>.</exception>
    public static AttemptState AttemptStateFromColumn(string word) => FromColumn<AttemptState>(word, ToColumn);

    /// <exception cref="FormatException">The word is not one of <see cref="ToColumn(FailureKind)"/>.</exception>
    public static FailureKind FailureKindFromColumn(string word) => FromColumn<FailureKind>(word, ToColumn);

    private static T FromColumn<T>(string word, Func<T, string> toColumn)
        where T : struct, Enum
    {
        foreach (var value in Values<T>.All)
        {
            if (toColumn(value) == word) return value;
        }

        throw new FormatException($"the store says '{word}' where a {typeof(T).Name} is expected");
    }

    private static class Values<T>
        where T : struct, Enum
    {
        public static readonly T[] All = Enum.GetValues<T>();
    }
}
