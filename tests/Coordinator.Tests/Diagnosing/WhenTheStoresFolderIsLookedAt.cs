using AdaSapSweep.Coordinator.Diagnosing;
using AdaSapSweep.Coordinator.Diagnosing.Checks;
using AdaSapSweep.Coordinator.Tests.Cli;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Diagnosing;

public sealed class WhenTheStoresFolderIsLookedAt : IDisposable
{
    /// <summary>Not even root can write there, nor map a file.</summary>
    private const string ReadOnly = "/proc/sys/no-such-folder/store.db";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AGoodFolder_IsFine_AndLeftAsItWas()
    {
        var machine = Machines.With(_folder["not/made/yet/store.db"]);
        foreach (var check in new ICheck[] { new FolderCheck(), new StoreCheck(), new ClockCheck() })
            Assert.Equal(Severity.Ok, Assert.Single(await check.Look(machine)).Level);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task AFolderThatCannotBeWritten_IsAProblem()
    {
        foreach (var check in new ICheck[] { new FolderCheck(), new StoreCheck() })
        {
            var finding = Assert.Single(await check.Look(Machines.With(ReadOnly)));
            Assert.Equal(Severity.Problem, finding.Level);
            Assert.Contains("--store", finding.Fix, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AStore_IsRead()
    {
        var finding = Assert.Single(await new StoreCheck().Look(Machines.With(Terminal.StoreWithASweep(_folder))));
        Assert.Equal(Severity.Ok, finding.Level);
        Assert.Contains("with 1 sweep", finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatIsNoStore_IsAProblem()
    {
        File.WriteAllText(_folder["store.db"], "not a database, but long enough to be looked at");
        var finding = Assert.Single(await new StoreCheck().Look(Machines.With(_folder["store.db"])));
        Assert.Equal(Severity.Problem, finding.Level);
        Assert.Contains("is not a SQLite file", finding.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-20_000, Severity.Problem, "before this program was built")]
    [InlineData(1, Severity.Warning, "off this machine's clock")]
    public async Task AClockThatIsOff_IsTold(int days, object level, string expected)
    {
        var finding = Assert.Single(await new ClockCheck().Look(Machines.With(_folder["store.db"], clock: new Shifted(TimeSpan.FromDays(days)))));
        Assert.Equal((Severity)level, finding.Level);
        Assert.Contains(expected, finding.What, StringComparison.Ordinal);
    }

    private sealed class Shifted(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
