using AdaSapSweep.Shared.Model;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Tests.Planning;

public sealed class TicketSearchesInAPlan
{
    [Theory]
    [InlineData("", 6)]
    [InlineData("search_sparsities: [0.8, 0.9, 0.95]", 2)]
    [InlineData("search_sparsities: [0.95, 0.8]", 4)] // 0.9 adds itself: a list of its own
    public void AreSharedByTheSparsitiesOfTheirList_OneForEachSeed(string lines, int searches)
    {
        var stages = Plan(lines).Stages;

        Assert.Equal(searches, stages.Count(s => s.Kind == StageKinds.TicketSearch));
        Assert.Equal(6, stages.Count(s => s.Kind == StageKinds.SparseTrain));
    }

    [Fact]
    public void OfOneSparsity_KeepTheKeysThatTheyHadWithoutAList()
    {
        string[] Keys(string lines) => [.. Plan(lines, sparsity: "0.9").Stages.Select(s => s.Key.Value)];

        Assert.Equal(Keys(""), Keys("search_sparsities: [0.9]"));
        Assert.Equal(Keys(""), Keys("search_training: clean\n    ticket: weights"));
    }

    [Fact]
    public void HaveTheSettingsThatTheyHadBeforeThereWereLists() => Assert.All(
        Plan("").Stages.Where(s => s.Kind == StageKinds.TicketSearch),
        s => Assert.Matches("\"ticket_search\":\\{\"distance\":0.08,\"sparsity\":0\\.(8|9|95),\"window\":5\\}", s.Settings));

    private static SweepPlan Plan(string lines, string sparsity = "[0.8, 0.9, 0.95]") =>
        Examples.Plan($"name: a\nseeds: [1, 2]\ndata: {{ name: shapes }}\ngrids:\n  - method: robust-bird\n    sparsity: {sparsity}\n    {lines}\n");
}
