using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Cli;

/// <summary>Whoever cannot go on is told the command that can: each of these is copied from a message and known to the program.</summary>
[Collection(Terminal.Name)]
public sealed class WhatToCallNext : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("adasap run", "results")]
    [InlineData("adasap run", "status")]
    [InlineData("adasap run", "resume")]
    [InlineData("adasap run", "retry")]
    [InlineData("adasap run", "report")]
    [InlineData("adasap run", "watch")]
    public async Task WithoutAStore(string next, params string[] arguments) => await Expect(next, [.. arguments, "--store", _folder["none.db"]]);

    [Theory]
    [InlineData("adasap results", "cancel")]
    [InlineData("adasap results", "compare", "1", "9")]
    [InlineData("adasap results", "export")]
    [InlineData("adasap results", "results", "--where", "method=none")]
    [InlineData("adasap results", "results", "--mce-baseline", "9")]
    [InlineData("adasap status", "export", "--best", "clean_accuracy")]
    [InlineData("adasap status", "results", "--columns", "clean_accuracy")]
    [InlineData("adasap status", "effects")]
    [InlineData("adasap status", "why", "nothing")]
    public async Task WithAStore(string next, params string[] arguments) => await Expect(next, [.. arguments, "--store", Terminal.StoreWithASweep(_folder)]);

    [Fact]
    public async Task WithoutASweepFile()
    {
        await Expect($"adasap init {_folder["sweep.yaml"]}", "run", _folder["sweep.yaml"]);
        await File.WriteAllTextAsync(_folder["sweeps.yaml"], "", TestContext.Current.CancellationToken);
        var near = await Terminal.Run("plan", _folder["sweep.yaml"]);
        Assert.Contains($"did you mean '{_folder["sweeps.yaml"]}'?", near.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--data FOLDER gives it")]
    [InlineData("adasap data list --data /proc", "--data", "/proc")]
    public async Task WithoutData(string next, params string[] flags)
    {
        await File.WriteAllTextAsync(_folder["sweep.yaml"], "name: a\ndata: { name: cifar10 }\ngrids: [{ method: sgd }]", TestContext.Current.CancellationToken);
        await Expect(next, ["plan", _folder["sweep.yaml"], .. flags]);
    }

    [Fact]
    public async Task WithFailures()
    {
        var status = await Terminal.Run("status", "--store", Terminal.StoreWithASweep(_folder));
        Assert.Contains("'adasap retry' tries them again", status.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithNothingToRetry()
    {
        var store = Terminal.StoreWithASweep(_folder);
        var first = await Terminal.Run("retry", "--store", store);
        Assert.Contains($"'adasap resume --sweep test --store {store}' goes on", first.Errors, StringComparison.Ordinal);
        var second = await Terminal.Run("retry", "--store", store);
        Assert.Equal(ExitCode.Failed, second.ExitCode);
        Assert.Contains("'adasap resume' goes on", second.Errors, StringComparison.Ordinal);
    }

    private static async Task Expect(string next, params string[] arguments)
    {
        var printed = await Terminal.Run(arguments);
        Assert.True(printed.ExitCode == ExitCode.Usage, printed.ToString());
        Assert.Contains(next, printed.Errors, StringComparison.Ordinal);
        if (next.Split(' ') is ["adasap", var verb, ..]) Assert.Contains(CommandLine.Root().Subcommands, command => command.Name == verb);
    }
}
