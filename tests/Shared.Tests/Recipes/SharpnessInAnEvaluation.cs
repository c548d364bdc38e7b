using AdaSapSweep.Shared.SweepFiles;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Tests.Recipes;

public sealed class SharpnessInAnEvaluation
{
    [Theory]
    [InlineData("")]
    [InlineData("sharpness: []")]
    public void ThatIsNotAskedFor_IsNotThere(string evaluation) => Assert.Null(Of(evaluation));

    [Fact]
    public void HasTheDefaultsOfItsMeasuresAlone()
    {
        Assert.Equal(
            new() { Measures = new(["worst-loss"]), Images = 500, Metric = "sam", Rho = 0.05, Steps = 20 }, Of("sharpness: [worst-loss]"));
        Assert.Equal(0.5, Of("sharpness: [worst-loss], sharpness_metric: asam")!.Rho);
        Assert.Equal(new() { Measures = new(["hessian"]), Images = 50, Rounds = 100 }, Of("sharpness: [hessian], sharpness_images: 50"));
    }

    [Fact]
    public void HasWhatTheFileSays() => Assert.Equal(
        new() { Measures = new(["hessian", "worst-loss"]), Images = 40, Metric = "asam", Rho = 0.1, Steps = 0, Rounds = 7 },
        Of("sharpness: [hessian, worst-loss], sharpness_images: 40, sharpness_metric: asam, sharpness_rho: 0.1, sharpness_steps: 0, hessian_rounds: 7"));

    [Fact]
    public void OfMoreImagesThanThereAre_IsAMistake() => Assert.Contains(
        "'sharpness_images' is 501, but there are 500 test images",
        Assert.Single(SweepFile.Parse(Text("sharpness: [hessian], sharpness_images: 501")).Errors).Message, StringComparison.Ordinal);

    private static SharpnessSettings? Of(string evaluation) =>
        Assert.IsType<EvaluationSettings>(StageJson.Read("evaluate", Examples.Plan(Text(evaluation)).Stages[^1].Settings)).Sharpness;

    private static string Text(string evaluation) => $"name: test\ndata: {{ name: shapes }}\nevaluation: {{ {evaluation} }}\ngrids: [{{ method: sgd }}]\n";
}
