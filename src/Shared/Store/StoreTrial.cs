using AdaSapSweep.Shared.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace AdaSapSweep.Shared.Store;

/// <summary>Tries what a store needs of its folder, on a file that is gone afterwards.</summary>
public static class StoreTrial
{
    private const int Busy = 5;

    /// <summary>What does not work there; null: everything does.</summary>
    public static string? ProblemIn(string folder)
    {
        var path = Path.Combine(folder, $".adasap-trial-{Guid.NewGuid():N}.db");
        try
        {
            return LockProblem(path) ?? SqliteProblem(path);
        }
        catch (Exception error) when (error is SqliteException or StoreRefusedException or IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
        finally
        {
            foreach (var file in Directory.EnumerateFiles(folder, Path.GetFileName(path) + "*")) File.Delete(file);
        }
    }

    /// <summary>File systems that cannot lock let two have the same lock, without a word.</summary>
    private static string? LockProblem(string path)
    {
        using var held = CoordinatorLock.Take(path);
        try
        {
            using var second = CoordinatorLock.Take(path);
            return "locks do not hold there, so that two coordinators could write one store";
        }
        catch (StoreInUseException)
        {
            return null;
        }
    }

    private static string? SqliteProblem(string path)
    {
        using var writer = StoreConnections.OpenWriter(path, TimeSpan.Zero);
        if (writer.Scalar<string>("PRAGMA journal_mode = WAL") is not "wal" and var mode) return $"SQLite cannot have a write-ahead log there, only '{mode}'";
        writer.Script("CREATE TABLE trial (value INTEGER);");
        using var reader = StoreConnections.OpenReader(path);
        using var rival = StoreConnections.OpenWriter(path, TimeSpan.Zero);
        return writer.InTransaction(() =>
        {
            writer.Execute("INSERT INTO trial VALUES (1)");
            if (reader.Scalar<long>("SELECT COUNT(*) FROM trial") != 0) return "a reader sees what is not committed";
            try
            {
                rival.Execute("BEGIN IMMEDIATE");
                return "SQLite's locks do not hold there";
            }
            catch (SqliteException error) when (error.SqliteErrorCode == Busy)
            {
                return null;
            }
        }) ?? (reader.Scalar<long>("SELECT COUNT(*) FROM trial") == 1 ? null : "a reader does not see what is committed");
    }
}
