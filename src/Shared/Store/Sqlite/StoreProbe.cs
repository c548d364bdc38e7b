using AdaSapSweep.Shared.Store.Schema;
using Microsoft.Data.Sqlite;

namespace AdaSapSweep.Shared.Store.Sqlite;

/// <summary>Tells whether a file is a store that this version can use, and refuses what is not before anything is written.</summary>
/// <remarks>Only SQLite opens the file: closing a handle of our own would drop the locks that a connection of this process holds.</remarks>
internal static class StoreProbe
{
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    /// <summary>Reads every page, the ones in the write-ahead log included; seconds for a store of hundreds of MB.</summary>
    /// <exception cref="StoreRefusedException">The store is newer or damaged.</exception>
    /// <exception cref="SqliteException">The file cannot be read.</exception>
    public static void CheckWhole(string path, int newestVersion)
    {
        using var store = StoreConnections.OpenReader(path);
        CheckVersion(store, path, newestVersion);
        CheckPages(store, path);
    }

    /// <summary>The cheap part: looks at the file's header alone.</summary>
    /// <exception cref="StoreRefusedException">The file is of another program, newer or damaged.</exception>
    /// <exception cref="SqliteException">The file cannot be read.</exception>
    public static void CheckIdentity(string path, int newestVersion)
    {
        try
        {
            using var file = StoreConnections.OpenImmutable(path);
            CheckIdentity(file, path, newestVersion);
        }
        catch (StoreRefusedException error) when (error.InnerException is SqliteException { SqliteErrorCode: Corrupt } && File.Exists(path + "-wal"))
        {
            // Its log is being moved into it, so that the file alone is in no state; with the log it is.
            using var store = StoreConnections.OpenReader(path);
            CheckIdentity(store, path, newestVersion);
        }
    }

    public static bool IsDamage(SqliteException error) => error.SqliteErrorCode is Corrupt or NotADatabase;

    public static StoreRefusedException Refusal(string path, SqliteException error) => error.SqliteErrorCode switch
    {
        NotADatabase => new($"'{path}' is not a SQLite file, and was left as it is; name another file with --store, or move this one away", error),
        Corrupt => Damaged(path, error.Message, error),
        _ => new($"'{path}' cannot be opened: {error.Message}; check its folder and rights, or name another file with --store", error),
    };

    private static void CheckIdentity(SqlSession file, string path, int newestVersion)
    {
        var id = file.Scalar<long>("PRAGMA application_id");
        if (id != StoreSchema.ApplicationId)
        {
            throw new StoreRefusedException(
                $"'{path}' is a SQLite file of another program (application id {id}), and was left as it is; name another file with --store");
        }

        CheckVersion(file, path, newestVersion);
    }

    private static void CheckVersion(SqlSession file, string path, int newestVersion)
    {
        var version = file.Scalar<long>("PRAGMA user_version");
        if (version > newestVersion)
        {
            throw new StoreRefusedException(
                $"'{path}' was written by a newer AdaSapSweep (store version {version}, this one knows {newestVersion}), and was left as it is; " +
                "use that version, or name another file with --store");
        }
    }

    private static void CheckPages(SqlSession store, string path)
    {
        var finding = store.Query("PRAGMA quick_check(1)", row => row.GetString(0))[0];
        if (finding != "ok") throw Damaged(path, finding, null);
    }

    private static StoreRefusedException Damaged(string path, string finding, Exception? cause) =>
        new($"'{path}' is damaged, and was left as it is: {finding.ReplaceLineEndings(" ")}; restore a copy, or rescue what can be read with " +
            $"\"sqlite3 '{path}' .recover\" into a new file", cause);
}
