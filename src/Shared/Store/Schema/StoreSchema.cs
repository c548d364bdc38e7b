using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Schema;

internal static class StoreSchema
{
    /// <summary>"ASSw" in the file's header, so that a store can be told from any other SQLite file.</summary>
    public const int ApplicationId = 0x41535377;

    /// <summary>In order, without gaps, from 1.</summary>
    public static readonly IReadOnlyList<Migration> Migrations = [new(1, TablesV1.Sql + ViewsV1.Sql), new(2, TablesV2.Sql + ViewsV2.Sql)];

    public static int NewestVersion => Migrations[^1].Version;

    /// <summary>Makes a whole new store, or none: it is built beside the path and renamed, so that no reader and no crash meets half of one.</summary>
    public static void Create(string path)
    {
        var draft = path + ".new";
        File.Delete(draft);
        using (var session = StoreConnections.OpenWriter(draft, StoreConnections.BusyTimeout))
        {
            session.Script(FormattableString.Invariant($"PRAGMA application_id = {ApplicationId};"));
            Migrate(session, Migrations);
            session.Script("PRAGMA journal_mode = WAL;");
        }

        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Takes a store forward to the last of the steps, each in a transaction of its own.</summary>
    /// <exception cref="StoreRefusedException">A step would leave rows that refer to nothing; the store is of the version before it.</exception>
    public static void Migrate(SqlSession session, IReadOnlyList<Migration> migrations)
    {
        var version = session.Scalar<long>("PRAGMA user_version");
        if (version == migrations[^1].Version) return;
        // SQLite rebuilds a table by dropping it: references are checked after each step, not within it.
        session.Script("PRAGMA foreign_keys = OFF;");
        foreach (var step in migrations.Where(m => m.Version > version)) session.InTransaction(() => Apply(session, step));
        session.Script("PRAGMA foreign_keys = ON;");
    }

    private static int Apply(SqlSession session, Migration step)
    {
        session.Script(step.Sql);
        var dangling = session.Query("PRAGMA foreign_key_check", row => row.GetString(0));
        if (dangling.Count > 0)
        {
            throw new StoreRefusedException(
                FormattableString.Invariant($"the store cannot be brought to version {step.Version}: rows of '{dangling[0]}' refer to rows that are not there; ") +
                "it was left as it is; restore a copy");
        }

        session.Script(FormattableString.Invariant($"PRAGMA user_version = {step.Version};"));
        return step.Version;
    }
}
