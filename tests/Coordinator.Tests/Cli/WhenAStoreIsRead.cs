using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Cli;

[Collection(Terminal.Name)]
public sealed class WhenAStoreIsRead : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _store;

    public WhenAStoreIsRead() => _store = Terminal.StoreWithASweep(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ResultsAsJson_AreOneDocument()
    {
        var printed = await Terminal.Run("results", "--store", _store, "--format", "json");
        Assert.Equal(ExitCode.Ok, printed.ExitCode);
        Assert.Equal(2, printed.Json.GetProperty("trials").GetArrayLength());
    }

    [Fact]
    public async Task StatusAsJson_IsOneDocument()
    {
        var printed = await Terminal.Run("status", "--store", _store, "--format", "json");
        Assert.Equal(ExitCode.Ok, printed.ExitCode);
        Assert.Equal(1, printed.Json.GetProperty("trials").GetProperty("failed").GetInt32());
        var failure = Assert.Single(printed.Json.GetProperty("failures").EnumerateArray());
        Assert.Equal((1, "root failed: by chance"), (failure.GetProperty("trial").GetInt32(), failure.GetProperty("reason").GetString()));
        Assert.Equal(printed, await Terminal.Run("status", "--store", _store, "--json"));
    }

    [Fact]
    public async Task ResultsAsCsv_AreALineATrialBelowTheirNames()
    {
        var printed = await Terminal.Run("results", "--store", _store, "--format", "csv");
        Assert.Equal(3, printed.Output.TrimEnd().Split('\n').Length);
        Assert.StartsWith("number,method,", printed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheLatestSweepIsShown_WithoutItsName()
    {
        var named = await Terminal.Run("status", "--store", _store, "--sweep", "test");
        Assert.Equal(named, await Terminal.Run("status", "--store", _store));
        Assert.Contains("trials", named.Output, StringComparison.Ordinal);
    }
}
