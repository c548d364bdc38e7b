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
    [InlineData("method=adasap,clean_loss<=0.5,state=succeeded", 1)]
    [InlineData("size_ratio!=0.70", 3)]
    [InlineData("number <= 2", 2)]
    public async Task OnlyTrialsThatFulfilAllConditionsAreShown(string conditions, int shown)
    {
        var printed = await Results("--where", conditions, "--format", "csv");
        Assert.True(printed.ExitCode == ExitCode.Ok, printed.ToString());
        Assert.Equal(1 + shown, printed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("| clean_accuracy: method / size_ratio | 0.6 |\n|---|---|\n| adasap | 75.0 % |\n", "--pivot", "method/size_ratio", "--columns", "clean_accuracy", "--format", "md")]
    [InlineData("\\begin{tabular}{lr}\n\\toprule\nclean\\_accuracy: method / size\\_ratio & 0.6 \\\\\n\\midrule\nadasap & 75.0 \\% \\\\\n\\bottomrule\n\\end{tabular}\n", "--pivot", "method/size_ratio", "--columns", "clean_accuracy", "--format", "latex")]
    public async Task AsAPapersTable_OneAxisGoesDownAndOneAcross(string expected, params string[] arguments)
    {
        var printed = await Results(arguments);
        Assert.True(printed.ExitCode == ExitCode.Ok, printed.ToString());
        Assert.Equal(expected, printed.Output);
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
    [InlineData("'clean_loss' is no condition; expected NAME=VALUE", "--where", "clean_loss")]
    [InlineData("did you mean 'clean_loss'?", "--where", "clean_los<1")]
    [InlineData("did you mean 'clean_loss'?", "--sort", "-clean_los")]
    [InlineData("expected ROWS/COLUMNS", "--pivot", "method")]
    [InlineData("there is no axis 'sparsity'", "--pivot", "method/sparsity", "--columns", "clean_loss")]
    [InlineData("shows one measurement", "--pivot", "method/seed")]
    [InlineData("--pivot has no csv", "--pivot", "method/seed", "--columns", "clean_loss", "--format", "csv")]
    [InlineData("none of the 3 trials fulfils 'size_ratio>0.9'", "--where", "size_ratio>0.9")]
    [InlineData("--over has no json", "--over", "seed", "--format", "json")]
    public async Task AMistake_IsAPlainLine(string expected, params string[] arguments)
    {
        var printed = await Results(arguments);
        Assert.True(printed.ExitCode == ExitCode.Usage, printed.ToString());
        Assert.Contains(expected, printed.Errors, StringComparison.Ordinal);
        Assert.Empty(printed.Output);
    }

    [Fact]
    public async Task TwoTrialsSideBySide_HaveTheSettingsThatDifferAndTheirNumbers()
    {
        var printed = await Terminal.Run(["compare", "1", "2", "--format", "md", "--store", ASweepWithWeights.WriteTo(_folder)]);
        Assert.True(printed.ExitCode == ExitCode.Ok, printed.ToString());
        Assert.StartsWith("|  | trial 1 | trial 2 | difference |\n|---|---|---|---|\n| state | succeeded | ", printed.Output, StringComparison.Ordinal);
        Assert.Contains("| settings.size_ratio | 0.6 | ", printed.Output, StringComparison.Ordinal);
        Assert.Contains("| clean_accuracy | 75.0 % |  |  |", printed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("settings.momentum", printed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no trial 9; there are 1 to 3", "compare", "1", "9")]
    [InlineData("there is nothing to compare", "effects")]
    [InlineData("there is no axis 'sed'; did you mean 'seed'?", "effects", "--over", "sed")]
    public async Task WhatCannotBeCompared_IsAPlainLine(string expected, params string[] arguments)
    {
        var printed = await Terminal.Run([.. arguments, "--store", ASweepWithWeights.WriteTo(_folder)]);
        Assert.True(printed.ExitCode == ExitCode.Usage, printed.ToString());
        Assert.Contains(expected, printed.Errors, StringComparison.Ordinal);
    }

    private Task<Terminal.Printed> Results(params string[] arguments) =>
        Terminal.Run(["results", .. arguments, "--store", ASweepWithWeights.WriteTo(_folder)]);
}
