using AdaSapSweep.Shared.Store;
using AdaSapSweep.TestSupport;

namespace AdaSapSweep.Shared.Tests.Store;

/// <summary>A checkpoint takes a while in a large store, and its first page may come before the pages that it speaks of.</summary>
public sealed class WhenTheLogIsBeingMovedIntoTheFile : IDisposable
{
    private const int Page = 4096;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void TheStoreIsReadAsItWasCommitted()
    {
        var (path, halfway) = (_folder["store.db"], _folder["halfway.db"]);
        using (var store = SweepStore.Open(path, TimeProvider.System))
        {
            store.BeginSweep(Plans.Of([.. Enumerable.Range(1, 200)]), "name: sweep");
            File.Copy(path, halfway);
            File.Copy(path + "-wal", halfway + "-wal");
        }
        var before = new FileInfo(halfway).Length;
        Assert.True(new FileInfo(path).Length > before, "nothing was left to be moved");
        var first = new byte[Page];
        using (var moved = File.OpenRead(path)) moved.ReadExactly(first);
        using (var file = File.OpenWrite(halfway)) file.Write(first);
        Assert.Equal(before, new FileInfo(halfway).Length);

        using var reader = StoreReader.Open(halfway);
        Assert.Equal(200, reader.Query.Trials(reader.Query.FindSweep(null)!.Id).Count);
    }

    public void Dispose() => _folder.Dispose();
}
