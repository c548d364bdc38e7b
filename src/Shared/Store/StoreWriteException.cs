using Microsoft.Data.Sqlite;

namespace AdaSapSweep.Shared.Store;

public enum StoreWriteProblem
{
    DiskFull,

    /// <summary>Another program held the file for longer than the store waits.</summary>
    Locked,
    Other,
}

/// <summary>A commit failed as a whole: none of its transitions is in the store, and it may be tried again.</summary>
public sealed class StoreWriteException(StoreWriteProblem problem, string message, Exception cause) : Exception(message, cause)
{
    private const int Busy = 5;
    private const int TableLocked = 6;
    private const int Full = 13;

    public StoreWriteProblem Problem { get; } = problem;

    internal static StoreWriteException From(string path, SqliteException error) => error.SqliteErrorCode switch
    {
        Full => new(StoreWriteProblem.DiskFull, $"the disk of '{path}' is full; free some space, nothing was lost", error),
        Busy or TableLocked => new(StoreWriteProblem.Locked, $"another program keeps '{path}' locked; end its transaction", error),
        _ => new(StoreWriteProblem.Other, $"'{path}' could not be written: {error.Message}", error),
    };
}
