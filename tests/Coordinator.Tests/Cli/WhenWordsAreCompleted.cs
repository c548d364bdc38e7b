using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Cli;

[Collection(Terminal.Name)]
public sealed class WhenWordsAreCompleted
{
    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task EveryShell_GetsAScriptThatAsksTheProgram(string shell)
    {
        var printed = await Terminal.Run("completion", shell);
        Assert.Equal(ExitCode.Ok, printed.ExitCode);
        Assert.Contains("[suggest:", printed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownShell_GetsTheNearest()
    {
        var printed = await Terminal.Run("completion", "bsh");
        Assert.Equal(ExitCode.Usage, printed.ExitCode);
        Assert.Contains("did you mean 'bash'?", printed.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SweepsAreThoseOfTheStoreThatIsNamed()
    {
        using var folder = new TemporaryFolder();
        var store = Terminal.StoreWithASweep(folder);
        Assert.Equal("test", (await Suggestions($"results --store {store} --sweep ")).Trim());
        Assert.Equal("", (await Suggestions($"results --store {store}.not --sweep ")).Trim());
    }

    private static async Task<string> Suggestions(string line) => (await Terminal.Run($"[suggest:{line.Length}]", line)).Output;
}
