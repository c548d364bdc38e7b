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

    [Fact]
    public async Task AStarStandsForOnePartOfAName()
    {
        var printed = await Results("--columns", "corruption_accuracy.*", "--format", "csv");
        Assert.Contains(",state,corruption_accuracy.fog,corruption_accuracy.snow,train_seconds,", printed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("method=adasap")]
    [InlineData("1")]
    public async Task AgainstABaseline_CorruptionErrorsAreRatios(string baseline)
    {
        var printed = await Results("--mce-baseline", baseline, "--columns", "ce.*,mce_of_2,relative_mce_of_2", "--format", "csv");
        Assert.Contains(",state,ce.fog,ce.snow,mce_of_2,relative_mce_of_2,train_seconds,", printed.Output, StringComparison.Ordinal);
        Assert.Contains(",succeeded,1,1,1,1,", printed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no trial 9", "--mce-baseline", "9")]
    [InlineData("expected alexnet, a trial's number, or AXIS=VALUE", "--mce-baseline", "resnet")]
    [InlineData("there is no value 'sgd'; there are adasap", "--mce-baseline", "method=sgd")]
    [InlineData("no measurement fits 'corruption_accuracy.*.*.*'", "--columns", "corruption_accuracy.*.*.*")]
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
