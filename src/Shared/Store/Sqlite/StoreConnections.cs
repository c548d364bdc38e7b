using Microsoft.Data.Sqlite;

namespace AdaSapSweep.Shared.Store.Sqlite;

/// <summary>The ways in which a store's file is opened.</summary>
internal static class StoreConnections
{
    public static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);

    static StoreConnections() => SQLitePCL.Batteries_V2.Init();

    /// <summary>For the one writer.</summary>
    public static SqlSession OpenWriter(string path, TimeSpan busyTimeout)
    {
        var session = Open(path, SqliteOpenMode.ReadWriteCreate, busyTimeout);
        // Keys are hashes, so that a plan's rows are all over the indexes: with SQLite's own 2 MB of cache they would be read again for each row.
        // The log is written back by BackgroundCheckpoints, not by a commit.
        session.Script("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -131072; PRAGMA wal_autocheckpoint = 0;");
        return session;
    }

    public static SqlSession OpenReader(string path)
    {
        var session = Open(path, SqliteOpenMode.ReadOnly, BusyTimeout);
        session.Script("PRAGMA cache_size = -65536;");
        return session;
    }

    /// <summary>Sees the main file alone, without a lock and without leaving anything beside it: what is not ours stays untouched.</summary>
    public static SqlSession OpenImmutable(string path) =>
        Open("file:" + Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal) + "?immutable=1", SqliteOpenMode.ReadOnly, BusyTimeout);

    private static SqlSession Open(string source, SqliteOpenMode mode, TimeSpan busyTimeout)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)busyTimeout.TotalSeconds),
        };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            var session = new SqlSession(connection);
            session.Script(FormattableString.Invariant($"PRAGMA busy_timeout = {(int)busyTimeout.TotalMilliseconds};"));
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
