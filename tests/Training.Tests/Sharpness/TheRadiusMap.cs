using AdaSapSweep.Training.Sharpness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Sharpness;

public sealed class TheRadiusMap : IDisposable
{
    private static readonly NeuronGroup[] One = [new("g", ["w"], true), new("classes", ["c"], false)];

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void GivesTheLeastImportantNeuronTheLargestRadius() => Close.To([2.0, 1.5025, 1.005, .01], Of([.2, .5, .8, 1.4])["g"]);

    [Fact]
    public void GivesEqualScoresTheLargestRadius() => Close.To([2.0, 2.0, 2.0], Of([.3, .3, .3])["g"]);

    [Fact]
    public void GivesTheClassifierTheRadiusOfAMeanNeuron() =>
        Close.To([(2.0 + 1.5025 + 1.005 + .01) / 4], Of([.2, .5, .8, 1.4])["classes"]);

    [Fact]
    public void IgnoresScaleAndOriginOfTheScores() =>
        Close.To(Tiny.Numbers(Of([.2, .5, .8, 1.4])["g"]), Of([6.0, 9.0, 12.0, 18.0])["g"], 1e-12);

    [Fact]
    public void IsUniformWhereBothLimitsAre() => Close.To([.5, .5, .5, .5], Of([.2, .5, .8, 1.4], .5, .5)["g"]);

    [Fact]
    public void TurnsRoundWhenTheImportantOnesAreToMoveFurthest()
    {
        var scores = new Dictionary<string, Tensor> { ["g"] = tensor(new[] { .2, .5, .8, 1.4 }) };
        Close.To([.01, .5075, 1.005, 2.0], Radii.Of(One, scores, .01, 2, "layer", "important")["g"]);
    }

    [Fact]
    public void LooksAtOneLayerOrAtAll()
    {
        var layer = TwoLayers.Radii("layer");
        Close.To([.673016, 2, .01], layer["first"]);
        Close.To([2.0], layer["second"]);
        var all = TwoLayers.Radii("global");
        Close.To([.673016, 2, .01], all["first"]);
        Close.To([.625091], all["second"]);
    }

    private static Dictionary<string, Tensor> Of(double[] scores, double rhoMin = .01, double rhoMax = 2) =>
        Radii.Of(One, new Dictionary<string, Tensor> { ["g"] = tensor(scores) }, rhoMin, rhoMax, "layer");
}
