using System.Text.Json;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Cli;

[Collection(Terminal.Name)]
public sealed class WhenItIsAskedWhy : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SweepPlan _plan = ASweepToExplain.Plan();
    private readonly string _store;

    public WhenItIsAskedWhy() => _store = ASweepToExplain.WriteTo(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ATrialThatSucceeded_TellsWhatRanAndWhatItShares()
    {
        var lines = await Lines("1");
        Assert.Equal("trial 1 of sweep 'explained' (seed=1 size_ratio=0.6): succeeded", lines[0]);
        Assert.Equal($"pretrain {Key(1, 0).Prefix}: succeeded", lines[1]);
        Assert.Equal("    ran, because there was no pretrain in the store before", lines[2]);
        Assert.Equal("    shared with trials 2, 3", lines[3]);
        Assert.Contains("    attempt 1 on node/cpu:0 (attempt 1): crash after 2.0 s: it broke", lines);
        Assert.Contains("    attempt 2 on node/cpu:0 (attempt 2): succeeded after 2.0 s", lines);
    }

    [Fact]
    public async Task ATrialThatFailed_TellsWhatMadeItDifferent_WhereItFailed_AndHowToRetry()
    {
        var lines = await Lines("2");
        var near = $"nearest: {Key(1, 1).Prefix} of trial 1 has 0.6";
        Assert.Contains($"    ran, because none that is otherwise the same had size_ratio 0.4 (channel_pruning.size_ratio) before; {near}", lines);
        Assert.Contains("    in quarantine: the loss is NaN; 'adasap retry 2' tries it again", lines);
        Assert.Contains($"    skipped, because its ancestor adasap-prune {Key(2, 1).Prefix} failed: the loss is NaN", lines);
    }

    [Fact]
    public async Task ATrialThatWaits_TellsWhatFor()
    {
        var lines = await Lines("3");
        Assert.Contains("    waits for a slot", lines);
        Assert.Contains($"    waits for its parent adasap-prune {Key(3, 1).Prefix}, which is pending", lines);
        Assert.Contains(lines, line => line.StartsWith("    new, because its parent adasap-prune is another one: size_ratio 0.2 instead of ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AStageThatWaitsForMemory_TellsWhatItNeeds()
    {
        using (var store = SweepStore.Open(_store, TimeProvider.System))
        {
            Assert.Equal([true], store.Commit([new EventLogged(new(1), EventNames.WaitsForMemory, "it needs about 9 GB", Key(3, 1), TimeProvider.System.GetUtcNow())]));
        }

        Assert.Contains("    waits for memory: it needs about 9 GB", await Lines("3"));
    }

    [Fact]
    public async Task AStageAlone_IsFoundByItsFirstDigits()
    {
        var lines = await Lines(Key(1, 0).Prefix);
        Assert.Equal($"pretrain {Key(1, 0).Prefix}: succeeded", lines[0]);
        Assert.Contains("    for trials 1 to 3", lines);
        Assert.Single(lines, line => !line.StartsWith(' '));
    }

    [Fact]
    public async Task TheIdOfATrial_ServesAsItsNumberDoes() => Assert.Equal(await Lines("2"), await Lines(_plan.Trials[1].Id.Prefix));

    [Fact]
    public async Task AsJson_ItIsOneDocumentWithTheFieldsThatDiffer()
    {
        var printed = await Terminal.Run("why", "2", "--store", _store, "--format", "json");
        Assert.Equal(ExitCode.Ok, printed.ExitCode);
        Assert.Equal(2, printed.Json.GetProperty("trial").GetProperty("number").GetInt32());
        var stages = printed.Json.GetProperty("stages").EnumerateArray().ToList();
        Assert.Equal(["pretrain", "adasap-prune", "evaluate"], stages.Select(s => s.GetProperty("kind").GetString()));
        var difference = Assert.Single(stages[1].GetProperty("differences").EnumerateArray());
        Assert.Equal(("size_ratio", "0.4", "0.6"), (Text(difference, "name"), Text(difference, "own"), Text(difference, "nearest")));
        Assert.Equal("diverged", Text(stages[1].GetProperty("attempts")[0], "failure"));
    }

    [Theory]
    [InlineData("9", "its trials are 1 to 3")]
    [InlineData("0", "expected a trial's number (1 to 3)")]
    [InlineData("trial", "expected a trial's number (1 to 3)")]
    [InlineData("ffffffffffff", "there is no trial or stage 'ffffffffffff'")]
    public async Task AboutNothingThatIsThere_ItSaysWhatThereIs(string subject, string expected)
    {
        var printed = await Terminal.Run("why", subject, "--store", _store);
        Assert.True(printed.ExitCode == ExitCode.Usage, printed.ToString());
        Assert.Contains(expected, printed.Errors, StringComparison.Ordinal);
        Assert.Empty(printed.Output);
    }

    [Fact]
    public async Task AboutAMistypedKey_ItNamesTheNearest()
    {
        var prefix = Key(1, 2).Prefix;
        var mistyped = prefix[..^1] + (prefix[^1] == 'a' ? 'b' : 'a');
        var printed = await Terminal.Run("why", mistyped, "--store", _store);
        Assert.Contains($"did you mean '{prefix}'?", printed.Errors, StringComparison.Ordinal);
    }

    private async Task<string[]> Lines(string subject)
    {
        var printed = await Terminal.Run("why", subject, "--store", _store);
        Assert.True(printed.ExitCode == ExitCode.Ok, printed.ToString());
        return printed.Output.TrimEnd().Split('\n');
    }

    private StageKey Key(int trial, int stage) => _plan.Trials[trial - 1].Stages[stage];

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
