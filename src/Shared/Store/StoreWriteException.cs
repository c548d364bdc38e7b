using AdaSapSweep.Shared.Store.Sqlite;
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
    private const int InputOutput = 10;
    private const int Full = 13;

    /// <summary>Not all that SQLite writes can tell a full disk from a broken one: less free space than this makes it a full one.</summary>
    private const long LittleSpace = 1024 * 1024;

    public StoreWriteProblem Problem { get; } = problem;

    internal static StoreWriteException From(string path, SqliteException error) => error.SqliteErrorCode switch
    {
        Full => DiskFull(path, error),
        InputOutput when FreeSpace(path) < LittleSpace => DiskFull(path, error),
        Busy or TableLocked => new(StoreWriteProblem.Locked, $"another program keeps '{path}' locked; end its transaction", error),
        _ when StoreProbe.IsDamage(error) => new(StoreWriteProblem.Other, StoreProbe.Refusal(path, error).Message, error),
        _ => new(StoreWriteProblem.Other, $"'{path}' could not be written: {error.Message}", error),
    };

    private static StoreWriteException DiskFull(string path, SqliteException error) =>
        new(StoreWriteProblem.DiskFull, $"the disk of '{path}' is full; free some space, nothing was lost", error);

    private static long FreeSpace(string path)
    {
        try
        {
            return new DriveInfo(path).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return long.MaxValue;
        }
    }
}
