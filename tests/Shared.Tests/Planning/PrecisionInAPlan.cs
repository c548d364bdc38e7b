namespace AdaSapSweep.Shared.Tests.Planning;

public sealed class PrecisionInAPlan
{
    private const string Training = "augment: false";
    private const string Evaluation = "  epsilon: 8/255";

    private static readonly string Plain = Examples.Quickstart;

    /// <summary>Float32 is what a stage has that says nothing: who names it shares with who does not.</summary>
    [Theory]
    [InlineData(Training)]
    [InlineData(Evaluation)]
    public void OfFloat32_IsThePlanWithoutIt(string place) => Assert.Equal(Keys(Plain), Keys(With("float32", place)));

    [Fact]
    public void OfTraining_MakesEveryStageAnother()
    {
        Assert.Empty(Keys(With("bfloat16", Training)).Intersect(Keys(Plain)));
        Assert.All(
            Examples.Plan(With("bfloat16", Training)).Stages,
            stage => Assert.Equal(stage.Kind != "evaluate", stage.Settings.Contains("\"precision\":\"bfloat16\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void OfEvaluation_MakesEvaluationsOthers_AndLetsTrainingBe()
    {
        var (low, plain) = (Examples.Plan(With("bfloat16", Evaluation)).Stages, Examples.Plan(Plain).Stages);
        Assert.Equal(plain.Where(s => s.Kind != "evaluate").Select(s => s.Key), low.Where(s => s.Kind != "evaluate").Select(s => s.Key));
        Assert.Empty(low.Where(s => s.Kind == "evaluate").Select(s => s.Key).Intersect(plain.Select(s => s.Key)));
    }

    [Fact]
    public void AnotherWord_IsToldWithTheNearest() =>
        Assert.Contains("bfloat16", Assert.Single(Shared.SweepFiles.SweepFile.Parse(With("bfloat61", Training)).Errors).Message, StringComparison.Ordinal);

    private static string With(string precision, string place)
    {
        Assert.Contains(place, Plain, StringComparison.Ordinal);
        return Plain.Replace(place, place == Training ? $"{place}, precision: {precision}" : $"{place}\n  precision: {precision}", StringComparison.Ordinal);
    }

    private static List<string> Keys(string text) => [.. Examples.Plan(text).Stages.Select(stage => stage.Key.Value)];
}
