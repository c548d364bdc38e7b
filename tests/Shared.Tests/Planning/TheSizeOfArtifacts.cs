using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Planning;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Tests.Planning;

public sealed class TheSizeOfArtifacts
{
    /// <summary>Beside its own network: the best epoch's, tickets of several sparsities, teachers that are passed on.</summary>
    [Theory]
    [InlineData("adversarial", "", "", StageKinds.AdversarialTrain, 1)]
    [InlineData("adversarial", ", validation_images: 10", "", StageKinds.AdversarialTrain, 2)]
    [InlineData("robust-bird", "", "search_sparsities: [0.8, 0.9, 0.95]", StageKinds.TicketSearch, 4)]
    [InlineData("adversarial", "", "distillation: both", StageKinds.TeacherTrain, 2)]
    public void CountsEveryNetworkOfTheFile(string method, string data, string lines, string kind, int networks)
    {
        var plan = PlanOf(method, data, lines);
        var alone = NetworkSizes.ArtifactBytes(PlanOf("sgd", "", "").Stages[0])!.Value;
        var bytes = NetworkSizes.ArtifactBytes(plan.Stages.First(s => s.Kind == kind))!.Value;
        // A search has room for its masks, a byte a weight.
        Assert.Equal(networks, (int)(bytes / alone));
    }

    private static SweepPlan PlanOf(string method, string data, string lines) =>
        Examples.Plan($"name: sizes\ndata: {{ name: shapes{data} }}\ngrids:\n  - method: {method}\n    {lines}\n");
}
