using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Cli;

[Collection(Terminal.Name)]
public sealed class WhenTheSmallShapeIsAskedFor : IDisposable
{
    private const string Text = ASweepToExplain.Text + "\nsmall: { grids: { size_ratio: [0.6, 0.4] } }\n";

    private readonly TemporaryFolder _folder = new();

    private string SweepFile => _folder["sweep.yaml"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(3)]
    [InlineData(2, "--small")]
    public async Task ThePlan_IsThatOfTheShape(int trials, params string[] flags)
    {
        File.WriteAllText(SweepFile, Text);
        var printed = await Terminal.Run(["plan", SweepFile, "--format", "json", .. flags]);
        Assert.True(printed.ExitCode == ExitCode.Ok, printed.ToString());
        Assert.Equal(trials, printed.Json.GetProperty("trials").GetArrayLength());
    }

    [Fact]
    public async Task AnEditedFile_IsTakenOverInTheShapeThatTheStoreHas()
    {
        File.WriteAllText(SweepFile, Text);
        using (var store = SweepStore.Open(_folder["store.db"], TimeProvider.System))
            store.BeginSweep(PlannedSweep.Read(SweepFile, null, small: true).Plan, Text);
        File.WriteAllText(SweepFile, Text.Replace("[0.6, 0.4] }", "[0.6, 0.5, 0.3, 0.2] }", StringComparison.Ordinal));

        var printed = await Terminal.Run("apply", SweepFile, "--small", "--store", _folder["store.db"]);

        Assert.True(printed.ExitCode == ExitCode.Ok, printed.ToString());
        Assert.StartsWith("4 trials, 3 of them new, and 1 dropped", printed.Output, StringComparison.Ordinal);
        Assert.Contains($"'adasap run {SweepFile} --small --store", printed.Errors, StringComparison.Ordinal);
        using var reader = StoreReader.Open(_folder["store.db"]);
        var found = reader.Query.FindSweep("explained-small")!;
        Assert.Equal(4, PlannedSweep.Parse(found.FileText, "the store's file", null, found.Name).Plan.Trials.Length);
        Assert.Equal(4, reader.Query.Trials(found.Id).Count(t => t.State == TrialState.Pending));
    }
}
