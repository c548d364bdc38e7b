using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Schema;

internal static class StoreSchema
{
    /// <summary>"ASSw" in the file's header, so that a store can be told from any other SQLite file.</summary>
    public const int ApplicationId = 0x41535377;

    /// <summary>In order, without gaps, from 1.</summary>
    public static readonly IReadOnlyList<Migration> Migrations = [new(1, TablesV1.Sql + ViewsV1.Sql)];

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
    public static void Migrate(SqlSession session, IReadOnlyList<Migration> migrations)
    {
        var version = session.Scalar<long>("PRAGMA user_version");
        foreach (var step in migrations.Where(m => m.Version > version))
        {
            session.InTransaction(() =>
            {
                session.Script(step.Sql);
                session.Script(FormattableString.Invariant($"PRAGMA user_version = {step.Version};"));
                return step.Version;
            });
        }
    }
}
