using System.Globalization;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Schema;
using AdaSapSweep.Shared.Store.Sqlite;
using AdaSapSweep.TestSupport;

namespace AdaSapSweep.Shared.Tests.Store;

/// <summary>Opened, brought forward and gone on with; see released/README.md.</summary>
public sealed class TheReleasedFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int> Versions =>
        [.. Directory.GetFiles(Released, "v*.db").Select(f => int.Parse(Path.GetFileNameWithoutExtension(f)[1..], CultureInfo.InvariantCulture)).Order()];

    private static string Released => Path.Combine(AppContext.BaseDirectory, "Store", "released");

    [Fact]
    public void AreThereForEveryEarlierVersion() =>
        Assert.Empty(Enumerable.Range(1, StoreSchema.NewestVersion - 1).Except(Versions.Select(row => row.Data)));

    [Theory]
    [MemberData(nameof(Versions))]
    public void KeepEveryResult(int version)
    {
        var path = CopyOf(version);
        var before = Results(path);
        Assert.Equal(5, before.Count);
        using (SweepStore.Open(path, TimeProvider.System))
        {
            // Opening is what takes it forward.
        }

        Assert.Equal(before, Results(path));
        using var file = StoreConnections.OpenReader(path);
        Assert.Equal(StoreSchema.NewestVersion, file.Scalar<long>("PRAGMA user_version"));
        Assert.Empty(file.Query("PRAGMA foreign_key_check", row => row.GetString(0)));
        Assert.Equal("ok", file.Scalar<string>("PRAGMA integrity_check"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void HaveTheTablesOfANewStore(int version)
    {
        var path = CopyOf(version);
        SweepStore.Open(path, TimeProvider.System).Dispose();
        SweepStore.Open(_folder["new.db"], TimeProvider.System).Dispose();
        Assert.Equal(Schema(_folder["new.db"]), Schema(path));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void GoOn(int version)
    {
        using var store = SweepStore.Open(CopyOf(version), TimeProvider.System);
        var finished = store.BeginSweep(PlanOf(store, "finished"), "name: finished");
        Assert.Equal(2, finished.Runs);
        Assert.Equal([TrialState.Succeeded], finished.Trials.Values.Distinct());
        Assert.All(finished.Stages.Values, s => Assert.Equal((StageState.Succeeded, false), (s.State, s.ArtifactDeleted)));

        // The other sweep's stage was running when it was killed; its attempt is closed, as no run of that sweep asks for it.
        var killed = store.BeginSweep(PlanOf(store, "killed"), "name: killed");
        var (key, stage) = killed.Stages.Single(s => s.Value.LastAttempt.Value > 0);
        Assert.Equal((StageState.Pending, new FailedAttempts(0, 0, 1)), (stage.State, stage.Failed));
        var now = TimeProvider.System.GetUtcNow();
        Assert.Equal(
            [true, true],
            store.Commit(
            [
                new LeaseGranted(key, new(2), new("cpu/1"), "next", now),
                new TrialChanged(killed.Id, killed.Trials.Keys.Single(), TrialState.Cancelled, "asked for", now),
            ]));
    }

    public void Dispose() => _folder.Dispose();

    private static SweepPlan PlanOf(SweepStore store, string sweep)
    {
        var sql = store.Session;
        var stages = sql.Query(
            """
            SELECT DISTINCT g.key, g.parent, g.kind, g.recipe_version, g.settings, g.data_fingerprint, g.work, MIN(p.position)
            FROM stages g JOIN trial_stages p ON p.stage_key = g.key JOIN sweeps s ON s.id = p.sweep_id WHERE s.name = $1 GROUP BY g.key ORDER BY 8
            """,
            row => new StageSpec(
                new(row.GetString(0)), row.TextOrNull(1) is { } parent ? new StageKey(parent) : null, row.GetString(2), row.GetInt32(3),
                row.GetString(4), row.GetString(5), row.GetDouble(6)),
            sweep);
        var trials = sql.Query(
            """
            SELECT t.trial_id, t.number, c.method, c.configuration, t.axes,
                (SELECT group_concat(stage_key) FROM (SELECT stage_key FROM trial_stages p WHERE p.sweep_id = s.id AND p.trial_id = t.trial_id ORDER BY position))
            FROM sweep_trials t JOIN sweeps s ON s.id = t.sweep_id JOIN trials c ON c.id = t.trial_id WHERE s.name = $1 ORDER BY t.number
            """,
            row => new TrialSpec(
                new(row.GetString(0)), row.GetInt32(1), row.GetString(2), row.GetString(3), row.GetString(4),
                [.. row.GetString(5).Split(',').Select(key => new StageKey(key))]),
            sweep);
        return new(sweep, "shapes", [.. trials], [.. stages]);
    }

    private static List<string> Schema(string path)
    {
        using var file = StoreConnections.OpenReader(path);
        return file.Query("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name", row => row.GetString(0));
    }

    private static List<string> Results(string path)
    {
        using var file = StoreConnections.OpenReader(path);
        return file.Query(
            "SELECT * FROM results",
            row => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(i => Convert.ToString(row.GetValue(i), CultureInfo.InvariantCulture))));
    }

    private string CopyOf(int version)
    {
        var name = FormattableString.Invariant($"v{version}.db");
        File.Copy(Path.Combine(Released, name), _folder[name]);
        return _folder[name];
    }
}
