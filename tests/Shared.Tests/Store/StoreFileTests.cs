using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Schema;
using AdaSapSweep.Shared.Store.Sqlite;
using AdaSapSweep.TestSupport;

namespace AdaSapSweep.Shared.Tests.Store;

public sealed class TheStoreFile : IDisposable
{
    private readonly StoreFixture _fixture = new();

    [Fact]
    public void IsDurableAndChecksItsReferences()
    {
        var sql = _fixture.Store.Session;
        Assert.Equal("wal", sql.Scalar<string>("PRAGMA journal_mode"));
        Assert.Equal(2, sql.Scalar<long>("PRAGMA synchronous"));
        Assert.Equal(1, sql.Scalar<long>("PRAGMA foreign_keys"));
        Assert.Equal(5000, sql.Scalar<long>("PRAGMA busy_timeout"));
    }

    [Fact]
    public void AfterAKill_HoldsAllThatWasCommittedAndNothingElse()
    {
        using var image = new TemporaryFolder();
        _fixture.Begin(Plans.Of(1));
        _fixture.Lease(Plans.Root, StoreFixture.First);
        _fixture.Store.Session.Execute("BEGIN IMMEDIATE");
        _fixture.Store.Session.Execute("UPDATE stages SET state = 'failed'");
        File.Copy(_fixture.Path, image["store.db"]);
        File.Copy(_fixture.Path + "-wal", image["store.db-wal"]);
        _fixture.Store.Session.Execute("ROLLBACK");

        using (var reader = StoreReader.Open(image["store.db"]))
        {
            Assert.Equal(1, reader.Query.Counts(reader.Query.FindSweep("sweep")!.Id).Stages[StageState.Running]);
        }

        using var store = SweepStore.Open(image["store.db"], TimeProvider.System);
        Assert.Equal(StoreFixture.First, store.BeginSweep(Plans.Of(1), "").Stages[Plans.Root].LastAttempt);
    }

    [Fact]
    public void ALaterVersionTakesItForwardStepByStep_AndKeepsItsRows()
    {
        _fixture.Begin(Plans.Of(1));
        var sql = _fixture.Store.Session;
        Migration[] steps =
        [
            .. StoreSchema.Migrations,
            new(StoreSchema.NewestVersion + 1, "ALTER TABLE sweeps ADD COLUMN note TEXT; UPDATE sweeps SET note = 'one';"),
            new(StoreSchema.NewestVersion + 2, "UPDATE sweeps SET note = note || ' two';"),
        ];
        StoreSchema.Migrate(sql, steps);
        StoreSchema.Migrate(sql, steps);
        Assert.Equal(StoreSchema.NewestVersion + 2, sql.Scalar<long>("PRAGMA user_version"));
        Assert.Equal("one two", sql.Scalar<string>("SELECT note FROM sweeps"));
    }

    [Fact]
    public void AStepThatFailsLeavesTheVersionBefore()
    {
        var sql = _fixture.Store.Session;
        Assert.ThrowsAny<Exception>(() => StoreSchema.Migrate(sql, [.. StoreSchema.Migrations, new(StoreSchema.NewestVersion + 1, "CREATE TABLE extra (a); SELECT no_such_function();")]));
        Assert.Equal(StoreSchema.NewestVersion, sql.Scalar<long>("PRAGMA user_version"));
        Assert.Equal(0, sql.Scalar<long>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'extra'"));
    }

    [Fact]
    public void StepsAreNumberedFromOneWithoutGaps() =>
        Assert.Equal(Enumerable.Range(1, StoreSchema.NewestVersion), StoreSchema.Migrations.Select(m => m.Version));

    [Fact]
    public void WhenTheDiskIsFull_NothingOfTheGroupIsRecorded_AndTheNextTryWorks()
    {
        var sweep = _fixture.Begin(Plans.Of(1));
        var sql = _fixture.Store.Session;
        sql.Script($"PRAGMA max_page_count = {sql.Scalar<long>("PRAGMA page_count")};");
        StoreTransition[] group =
        [
            new LeaseGranted(Plans.Root, StoreFixture.First, new("node/cpu:0"), "next", _fixture.Now),
            new EventLogged(sweep.Id, "long", new string('x', 1_000_000), null, _fixture.Now),
        ];
        var error = Assert.Throws<StoreWriteException>(() => _fixture.Store.Commit(group));
        Assert.Equal(StoreWriteProblem.DiskFull, error.Problem);
        Assert.Equal(StageState.Pending, _fixture.Stage(Plans.Root).State);
        sql.Script("PRAGMA max_page_count = 1000000;");
        Assert.Equal([true, true], _fixture.Store.Commit(group));
    }

    [Fact]
    public void AReaderThatHoldsAnOldPicture_NeverKeepsTheWriterWaiting()
    {
        const int commits = 40;
        var sweep = _fixture.Begin(Plans.Of(1));
        using var reader = StoreConnections.OpenReader(_fixture.Path);
        reader.InSnapshot(() =>
        {
            Assert.Equal(1, reader.Scalar<long>("SELECT COUNT(*) FROM events"));
            // Enough for several checkpoints, none of which can finish beside this reader.
            for (var i = 0; i < commits; i++)
                Assert.Equal([true], _fixture.Store.Commit([new EventLogged(sweep.Id, "long", new('x', 500_000), null, _fixture.Now)]));
            Assert.Equal(1, reader.Scalar<long>("SELECT COUNT(*) FROM events"));
            return 0;
        });
        Assert.Equal(commits + 1, reader.Scalar<long>("SELECT COUNT(*) FROM events"));
    }

    [Fact]
    public async Task ItsLogIsWrittenBackWhileTheWriterGoesOn()
    {
        var sweep = _fixture.Begin(Plans.Of(1));
        var before = new FileInfo(_fixture.Path).Length;
        for (var i = 0; i < 12; i++)
            _fixture.Store.Commit([new EventLogged(sweep.Id, "long", new('x', 1_000_000), null, _fixture.Now)]);
        await Eventually.True(() => new FileInfo(_fixture.Path).Length > before + 4_000_000, TimeSpan.FromSeconds(30), "the file holds what was in the log");
    }

    [Fact]
    public void WhenAnotherProgramHoldsTheWriteLock_TheCommitSaysSo()
    {
        using var folder = new TemporaryFolder();
        using var store = SweepStore.Open(folder["store.db"], TimeProvider.System, TimeSpan.FromMilliseconds(10));
        using var shell = StoreConnections.OpenWriter(folder["store.db"], TimeSpan.FromSeconds(1));
        shell.Execute("BEGIN IMMEDIATE");
        Assert.Equal(StoreWriteProblem.Locked, Assert.Throws<StoreWriteException>(() => store.BeginSweep(Plans.Of(1), "")).Problem);
        shell.Execute("ROLLBACK");
        Assert.Equal(1, store.BeginSweep(Plans.Of(1), "").Runs);
    }

    [Fact]
    public async Task ReadersSeeWholeCommitsWhileTheWriterWrites()
    {
        const int commits = 200;
        var sweep = _fixture.Begin(Plans.Of(1));
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            using var reader = StoreReader.Open(_fixture.Path);
            var reads = 0;
            do
            {
                Assert.Equal(1, reader.Query.Events(sweep.Id, 1000).Count % 2);
                reads++;
            }
            while (!done.IsCancellationRequested);
            return reads;
        })).ToList();
        for (var i = 0; i < commits; i++)
        {
            var entry = new EventLogged(sweep.Id, "tick", "", null, _fixture.Now);
            _fixture.Store.Commit([entry, entry]);
        }

        await done.CancelAsync();
        Assert.All(await Task.WhenAll(readers), reads => Assert.True(reads > 0));
        Assert.Equal((2 * commits) + 1, _fixture.Read(q => q.Events(sweep.Id, 1000)).Count);
    }

    public void Dispose() => _fixture.Dispose();
}
