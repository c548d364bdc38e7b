using System.Globalization;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Schema;
using AdaSapSweep.Shared.Store.Sqlite;
using AdaSapSweep.TestSupport;

namespace AdaSapSweep.Shared.Tests.Store;

public sealed class WhenAFileIsNotAStoreToUse : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["store.db"];

    [Fact]
    public void ATextFileIsRefused()
    {
        File.WriteAllText(Path, string.Concat(Enumerable.Repeat("these are notes\n", 500)));
        IsRefusedUntouched("is not a SQLite file");
    }

    [Fact]
    public void AnotherProgramsFileIsRefused_AlsoOneInWalMode()
    {
        using (var other = StoreConnections.OpenWriter(Path, TimeSpan.FromSeconds(1)))
        {
            other.Script("PRAGMA journal_mode = WAL; CREATE TABLE notes (text TEXT); PRAGMA user_version = 1;");
        }

        IsRefusedUntouched("of another program");
    }

    [Fact]
    public void ANewerStoreIsRefused()
    {
        SweepStore.Open(Path, TimeProvider.System).Dispose();
        using (var newer = StoreConnections.OpenWriter(Path, TimeSpan.FromSeconds(1))) newer.Script("PRAGMA user_version = 99;");
        IsRefusedUntouched("newer AdaSapSweep (store version 99");
    }

    [Fact]
    public void ADamagedStoreIsRefused()
    {
        using (var store = SweepStore.Open(Path, TimeProvider.System)) store.BeginSweep(Plans.Of([.. Enumerable.Range(0, 500)]), "");
        using (var file = new FileStream(Path, FileMode.Open, FileAccess.Write))
        {
            file.Position = 8192;
            file.Write(Enumerable.Repeat((byte)0x5a, 100_000).ToArray());
        }

        IsRefusedUntouched("is damaged", atFirstSight: false);
    }

    [Fact]
    public void ATruncatedStoreIsRefused()
    {
        using (var store = SweepStore.Open(Path, TimeProvider.System)) store.BeginSweep(Plans.Of([.. Enumerable.Range(0, 500)]), "");
        using (var file = new FileStream(Path, FileMode.Open, FileAccess.Write)) file.SetLength(20_000);
        IsRefusedUntouched("is damaged", atFirstSight: false);
    }

    [Fact]
    public void AFolderIsRefused()
    {
        Directory.CreateDirectory(Path);
        Assert.Throws<StoreRefusedException>(() => SweepStore.Open(Path, TimeProvider.System));
    }

    [Fact]
    public void ASecondCoordinatorIsRefused_AndToldWhoHasTheFile()
    {
        using (var first = SweepStore.Open(Path, TimeProvider.System))
        {
            var error = Assert.Throws<StoreInUseException>(() => SweepStore.Open(Path, TimeProvider.System));
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"another coordinator (process {Environment.ProcessId})"), error.Message, StringComparison.Ordinal);
            Assert.Equal(1, first.BeginSweep(Plans.Of(1), "").Runs);
        }

        using var next = SweepStore.Open(Path, TimeProvider.System);
        Assert.Equal(2, next.BeginSweep(Plans.Of(1), "").Runs);
    }

    [Fact]
    public void ASecondNameOfTheFileMeetsTheSameLock()
    {
        using var first = SweepStore.Open(Path, TimeProvider.System);
        File.CreateSymbolicLink(_folder["link.db"], Path);
        Assert.Throws<StoreInUseException>(() => SweepStore.Open(_folder["link.db"], TimeProvider.System));
    }

    [Fact]
    public void AnEmptyFileBecomesAStore()
    {
        File.WriteAllBytes(Path, []);
        using var store = SweepStore.Open(Path, TimeProvider.System);
        Assert.Equal(StoreSchema.NewestVersion, store.Session.Scalar<long>("PRAGMA user_version"));
    }

    [Fact]
    public void AReaderOfNothingSaysThatThereIsNoStore() =>
        Assert.Contains("there is no store at", Assert.Throws<StoreRefusedException>(() => StoreReader.Open(Path)).Message, StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private void IsRefusedUntouched(string expected, bool atFirstSight = true)
    {
        var before = File.ReadAllBytes(Path);
        var files = Directory.GetFiles(_folder.Path).Order().ToList();
        var error = Assert.Throws<StoreRefusedException>(() => SweepStore.Open(Path, TimeProvider.System));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        if (atFirstSight) Assert.Contains(expected, Assert.Throws<StoreRefusedException>(() => StoreReader.Open(Path)).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path));
        if (atFirstSight) Assert.Equal(files, Directory.GetFiles(_folder.Path).Order());
    }
}
