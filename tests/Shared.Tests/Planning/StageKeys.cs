using System.Text.Json.Nodes;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Planning;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Tests.Planning;

public sealed class StageKeys
{
    private const string Small = """
        name: small
        data: { name: shapes, train_images: 100, test_images: 50 }
        grids:
          - method: adasap
            size_ratio: 0.4
        """;

    [Fact]
    public void StayTheSameFromReleaseToRelease()
    {
        // A change here takes old results away from every user: raise a recipe version instead, or leave the new option unset.
        var keys = Examples.Plan(Small).Stages.Select(s => $"{s.Kind} {s.Key.Prefix}");

        Assert.Equal(
            ["pretrain 5f427ff190", "adasap-adapt d0939a7d7b", "adasap-prune a4f43207fc", "adasap-robust 0b1d775948", "evaluate 15e363f4f4"],
            keys);
    }

    [Fact]
    public void AreTheHashOfCanonicalJson()
    {
        foreach (var stage in Examples.Plan(Small).Stages)
        {
            var document = new JsonObject
            {
                ["settings"] = JsonNode.Parse(stage.Settings),
                ["kind"] = stage.Kind,
                ["recipe_version"] = stage.RecipeVersion,
                ["parent"] = stage.Parent?.Value,
                ["data"] = stage.DataFingerprint,
            };
            Assert.Equal(TrialId.Of(StageJson.Canonical(document)).Value, stage.Key.Value);
        }
    }

    [Fact]
    public void DoNotDependOnTheOrderOfKeysInTheFile()
    {
        var shuffled = Examples.Plan("""
            grids:
              - size_ratio: 0.4
                method: adasap
            data:
              test_images: 50
              train_images: 100
              name: shapes
            name: small
            """);

        Assert.Equal(Examples.Plan(Small).Stages.Select(s => s.Key), shuffled.Stages.Select(s => s.Key));
        Assert.Equal(Examples.Plan(Small).Trials[0].Id, shuffled.Trials[0].Id);
    }

    [Fact]
    public void DoNotDependOnTheNameOfTheSweep() =>
        Assert.Equal(Examples.Plan(Small).Stages.Select(s => s.Key), Examples.Plan(Small.Replace("name: small", "name: other", StringComparison.Ordinal)).Stages.Select(s => s.Key));

    [Fact]
    public void ChangeWithTheContentOfTheDataSet()
    {
        var other = Planner.Plan(Examples.Checked(Small), Examples.Data("another fingerprint"));

        Assert.Empty(Examples.Plan(Small).Stages.Select(s => s.Key).Intersect(other.Stages.Select(s => s.Key)));
    }

    [Theory]
    [InlineData("learning_rate: 0.2", "pretrain")]
    [InlineData("batch_size: 64", "pretrain")]
    [InlineData("pretrain_epochs: 2", "pretrain")]
    [InlineData("finetune_learning_rate: 0.02", "adasap-adapt")]
    [InlineData("adapt_epochs: 2", "adasap-adapt")]
    [InlineData("criterion: taylor", "adasap-adapt")]
    [InlineData("rho_max: 0.2", "adasap-adapt")]
    [InlineData("eta: 0.02", "adasap-adapt")]
    [InlineData("prune_epochs: 2", "adasap-prune")]
    [InlineData("cuts: 2", "adasap-prune")]
    [InlineData("pruning_schedule: linear", "adasap-prune")]
    [InlineData("robust_epochs: 2", "adasap-robust")]
    [InlineData("uniform_rho: 0.3", "adasap-robust")]
    [InlineData("uniform_normalisation: neuron", "adasap-robust")]
    [InlineData("milestones: [0.1]", null)]
    public void ChangeFromTheFirstStageThatDependsOnASetting(string setting, string? first)
    {
        var changed = Examples.Plan($"{Small}\n    {setting}");

        Assert.Equal(first, FirstDifference(Examples.Plan(Small), changed));
    }

    [Theory]
    [InlineData("test_images: 50", "test_images: 40", "evaluate")]
    [InlineData("train_images: 100", "train_images: 90", "pretrain")]
    [InlineData("grids:", "evaluation: { pgd_steps: 3 }\ngrids:", "evaluate")]
    [InlineData("grids:", "evaluation: { latency: false }\ngrids:", "evaluate")]
    [InlineData("grids:", "seeds: 2\ngrids:", "pretrain")]
    public void ChangeFromTheFirstStageThatDependsOnASection(string old, string replacement, string first) =>
        Assert.Equal(first, FirstDifference(Examples.Plan(Small), Examples.Plan(Small.Replace(old, replacement, StringComparison.Ordinal))));

    [Theory]
    [InlineData("resnet20", "imagenet", 16, null)] // of one form
    [InlineData("resnet18", "auto", 16, null)]
    [InlineData("resnet18", "cifar", 16, null)] // what it is without being asked
    [InlineData("resnet18", "imagenet", 16, "pretrain")]
    [InlineData("resnet18", "imagenet", 96, null)]
    [InlineData("resnet18", "cifar", 96, "pretrain")]
    public void ChangeWithTheStemOnlyWhereItMakesAnotherNetwork(string architecture, string stem, int side, string? first)
    {
        var sweep = $"{Small.Replace("test_images: 50", $"test_images: 50, image_size: {side}", StringComparison.Ordinal)}\n    architecture: {architecture}";

        Assert.Equal(first, FirstDifference(Examples.Plan(sweep), Examples.Plan($"{sweep}\n    stem: {stem}")));
    }

    private static string? FirstDifference(SweepPlan before, SweepPlan after) =>
        before.Stages.Zip(after.Stages).FirstOrDefault(pair => pair.First.Key != pair.Second.Key).First?.Kind;
}
