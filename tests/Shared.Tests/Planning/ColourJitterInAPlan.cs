namespace AdaSapSweep.Shared.Tests.Planning;

public sealed class ColourJitterInAPlan
{
    private static readonly string Plain = Examples.Quickstart;

    [Fact]
    public void OfNothing_IsThePlanWithoutIt() => Assert.Equal(Keys(Plain), Keys(With("0")));

    [Fact]
    public void MakesOtherStages()
    {
        Assert.Empty(Keys(With("0.4")).Intersect(Keys(Plain)));
        Assert.Contains(Examples.Plan(With("0.4")).Stages, stage => stage.Settings.Contains("\"colour_jitter\":0.4", StringComparison.Ordinal));
    }

    private static string With(string width) => Plain.Replace("augment: false", $"augment: false, colour_jitter: {width}", StringComparison.Ordinal);

    private static List<string> Keys(string text) => [.. Examples.Plan(text).Stages.Select(stage => stage.Key.Value)];
}
