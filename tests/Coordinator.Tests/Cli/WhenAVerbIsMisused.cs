using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Cli;

[Collection(Terminal.Name)]
public sealed class WhenAVerbIsMisused
{
    [Theory]
    [InlineData("did you mean 'results'?", "reslts")]
    [InlineData("did you mean '--format'?", "results", "--fromat", "csv")]
    [InlineData("'--slot' is no flag of 'adasap run'; did you mean '--slots'?", "run", "--slot", "3", "sweep.yaml")]
    [InlineData("adasap results --help", "results", "--nonsense")]
    [InlineData("expected table, csv, json", "results", "--format", "xml")]
    [InlineData("expected table, json", "plan", "x.yaml", "--format", "csv")]
    [InlineData("no store at", "results", "--store", "no-such-folder/no-such-store.db")]
    [InlineData("no store at", "status", "--store", "no-such-folder/no-such-store.db")]
    [InlineData("no-such-sweep.yaml", "plan", "no-such-sweep.yaml")]
    [InlineData("no-such-sweep.yaml", "run", "no-such-sweep.yaml")]
    [InlineData("--slots", "run", "no-such-sweep.yaml", "--slots", "0")]
    [InlineData("--disk-budget: '20' is no size", "run", "no-such-sweep.yaml", "--disk-budget", "20")]
    [InlineData("--keep: 'some' is not known", "run", "no-such-sweep.yaml", "--keep", "some")]
    [InlineData("--max-failures", "resume", "--max-failures", "none")]
    [InlineData("no store at", "resume", "--store", "no-such-folder/no-such-store.db")]
    [InlineData("no-such-sweep.yaml", "coordinator", "no-such-sweep.yaml")]
    [InlineData("--port", "coordinator", "no-such-sweep.yaml", "--port", "0")]
    [InlineData("--host: 'a b' is neither a name nor an address", "coordinator", "no-such-sweep.yaml", "--host", "a b")]
    [InlineData("--coordinator: 'nowhere' is no address; expected HOST:PORT", "gpu-actor", "--coordinator", "nowhere")]
    [InlineData("--name: 'a/b' is no name of a node", "gpu-actor", "--coordinator", "there:4053", "--name", "a/b")]
    [InlineData("'tpu' is no device", "gpu-actor", "--coordinator", "there:4053", "--devices", "tpu")]
    public async Task ItSaysWhatIsWrong_OnStandardErrorAlone(string expected, params string[] arguments)
    {
        var printed = await Terminal.Run(arguments);
        Assert.True(printed.ExitCode == ExitCode.Usage, printed.ToString());
        Assert.Contains(expected, printed.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", printed.Errors, StringComparison.Ordinal);
        Assert.Empty(printed.Output);
    }

    [Theory]
    [InlineData("tset", "did you mean 'test'?")]
    [InlineData("something else", "there are test")]
    public async Task ASweepThatIsNotThere_GetsTheNearestName(string name, string expected)
    {
        using var folder = new TemporaryFolder();
        var printed = await Terminal.Run("results", "--store", Terminal.StoreWithASweep(folder), "--sweep", name);
        Assert.True(printed.ExitCode == ExitCode.Usage, printed.ToString());
        Assert.Contains(expected, printed.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EachVerbsHelp_HasExamples()
    {
        var verbs = CommandLine.Root().Subcommands;
        Assert.NotEmpty(verbs);
        foreach (var words in verbs.SelectMany(verb => verb.Subcommands.Select(sub => new[] { verb.Name, sub.Name }).Prepend([verb.Name])))
        {
            var printed = await Terminal.Run([.. words, "--help"]);
            Assert.Equal(ExitCode.Ok, printed.ExitCode);
            Assert.Contains($"  adasap {string.Join(' ', words)}", printed.Output.Split("Examples:")[1], StringComparison.Ordinal);
        }
    }
}
