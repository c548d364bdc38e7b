using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Cli;

[Collection(Terminal.Name)]
public sealed class WhenResultsAreGathered : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("| method | size_ratio | trials | clean_accuracy |\n|---|---|---|---|\n| adasap | 0.6 | 1 | 75.0 % |\n", "--over", "seed", "--columns", "clean_accuracy", "--format", "md")]
    [InlineData("method,size_ratio,trials,clean_loss,clean_loss_deviation\nadasap,0.6,1,0.5,\n", "--over", "seed", "--columns", "clean_loss", "--format", "csv")]
    public async Task OverTheSeeds_ThereIsARowForTheRest(string expected, params string[] arguments)
    {
        var printed = await Results(arguments);
        Assert.True(printed.ExitCode == ExitCode.Ok, printed.ToString());
        Assert.Equal(expected, printed.Output);
    }

    [Fact]
    public async Task InMarkdown_TheTableHasTheColumnsThatWereAskedFor()
    {
        var printed = await Results("--columns", "clean_loss", "--format", "md");
        Assert.StartsWith("| number | method | seed | size_ratio | state | clean_loss | train_seconds |\n|---|---|---|---|---|---|---|\n| 1 | adasap | 1 | 0.6 | succeeded | 0.5 |", printed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("did you mean 'seed'?", "--over", "sed")]
    [InlineData("did you mean 'clean_loss'?", "--columns", "clean_los")]
    [InlineData("there is no value 'sgd'; there are adasap", "--over", "seed", "--against", "method=sgd")]
    [InlineData("expected AXIS=VALUE", "--over", "seed", "--against", "method")]
    [InlineData("--against goes with --over", "--against", "method=adasap")]
    [InlineData("--over has no json", "--over", "seed", "--format", "json")]
    public async Task AMistake_IsAPlainLine(string expected, params string[] arguments)
    {
        var printed = await Results(arguments);
        Assert.True(printed.ExitCode == ExitCode.Usage, printed.ToString());
        Assert.Contains(expected, printed.Errors, StringComparison.Ordinal);
        Assert.Empty(printed.Output);
    }

    private Task<Terminal.Printed> Results(params string[] arguments) =>
        Terminal.Run(["results", .. arguments, "--store", ASweepWithWeights.WriteTo(_folder)]);
}
