using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Sqlite;
using AdaSapSweep.TestSupport;

namespace AdaSapSweep.Shared.Tests.Store;

public sealed class WhenAFileWasLeftByACoordinator : IDisposable
{
    private const int Page = 4096;

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["store.db"];

    [Fact]
    public void ItIsNotReadWholeAgain_UnlessItChangedSince()
    {
        Make();
        var time = File.GetLastWriteTimeUtc(Path);
        Damage(PageOf("measurements"));
        // As a disk does that rots: the change has no time. It is met later, and told then.
        File.SetLastWriteTimeUtc(Path, time);
        SweepStore.Open(Path, TimeProvider.System).Dispose();
        Damage(PageOf("measurements"));
        Assert.Contains("is damaged", Assert.Throws<StoreRefusedException>(() => SweepStore.Open(Path, TimeProvider.System)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DamageThatIsMetLaterIsToldInPlainWords()
    {
        Make();
        var time = File.GetLastWriteTimeUtc(Path);
        Damage(PageOf("measurements"));
        File.SetLastWriteTimeUtc(Path, time);
        using var store = SweepStore.Open(Path, TimeProvider.System);
        var sweep = store.BeginSweep(Plans.Of(1), "").Id;
        using var reader = StoreReader.Open(Path);
        Assert.Contains("is damaged", Assert.Throws<StoreRefusedException>(() => reader.Query.Trials(sweep)).Message, StringComparison.Ordinal);
        var now = TimeProvider.System.GetUtcNow();
        store.Commit([new LeaseGranted(Plans.Root, new(1), new("cpu/1"), "next", now)]);
        var error = Assert.Throws<StoreWriteException>(() => store.Commit([new AttemptSucceeded(Plans.Root, new(1), Plans.Outcome(("clean_accuracy", 1)), now)]));
        Assert.Contains("is damaged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingNoteCostsAWholeCheckAndNoMore()
    {
        Make();
        File.Delete(Path + ".lock");
        SweepStore.Open(Path, TimeProvider.System).Dispose();
        File.WriteAllText(Path + ".lock", new string('x', 10_000));
        SweepStore.Open(Path, TimeProvider.System).Dispose();
        Damage(PageOf("measurements"));
        File.Delete(Path + ".lock");
        Assert.Throws<StoreRefusedException>(() => SweepStore.Open(Path, TimeProvider.System));
    }

    public void Dispose() => _folder.Dispose();

    private void Make()
    {
        using var store = SweepStore.Open(Path, TimeProvider.System);
        store.BeginSweep(Plans.Of(1), "");
    }

    private long PageOf(string table)
    {
        using var reader = StoreConnections.OpenImmutable(Path);
        return reader.Scalar<long>("SELECT rootpage FROM sqlite_master WHERE name = $1", table);
    }

    private void Damage(long page)
    {
        using var file = new FileStream(Path, FileMode.Open, FileAccess.Write);
        file.Position = (page - 1) * Page;
        file.Write(Enumerable.Repeat((byte)0x5a, Page).ToArray());
    }
}
