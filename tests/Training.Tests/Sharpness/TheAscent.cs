using AdaSapSweep.Training.Sharpness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Sharpness;

public sealed class TheAscent : IDisposable
{
    private static readonly NeuronGroup[] Single = [new("g", ["w"], true)];

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void PutsEachNeuronOnItsOwnBall()
    {
        var steps = TwoLayers.Steps("sam", "neuron", 0);
        Close.To([.403810, -.538413, 0, 2, .006, .008], steps["W1"]);
        Close.To([.673016, 2, .01], steps["W1"].square().sum(1).sqrt());
    }

    [Fact]
    public void ScalesByTheWeightsUnderAsam()
    {
        var steps = TwoLayers.Steps("asam", "neuron", .01);
        Close.To([.239715, -1.265852, 0, 1.02, .030100, 0], steps["W1"]);
        Close.To([.673016, 2, .01], steps["W1"].div(TwoLayers.Weights["W1"].abs().add(.01)).square().sum(1).sqrt());
    }

    [Fact]
    public void SharesOneNormUnderGlobalNormalisation()
    {
        var steps = TwoLayers.Steps("sam", "global", 0);
        Close.To([.171873, -.229164, 0, .340503, .005108, .006810], steps["W1"]);
        Close.To([.677451], cat([steps["W1"].flatten(), steps["W2"].flatten()]).norm());
    }

    [Fact]
    public void OfOneNeuronIsThatOfSam()
    {
        double[] expected = [.011538, -.015385, .046154];
        Close.To(expected, Step([1.0, -2, 0], [.3, -.4, 1.2], "sam", "neuron", .05, 0));
        Close.To(expected, Step([1.0, -2, 0], [.3, -.4, 1.2], "sam", "global", .05, 0));
    }

    [Fact]
    public void EqualsTheOfficialAsam()
    {
        NeuronGroup[] groups = [new("l", ["l.weight", "l.bias"], true)];
        var weights = new Dictionary<string, Tensor> { ["l.weight"] = Row([1.0, -2, 0]), ["l.bias"] = tensor(new[] { .5 }) };
        var gradients = new Dictionary<string, Tensor> { ["l.weight"] = Row([.3, -.4, 1.2]), ["l.bias"] = tensor(new[] { .1 }) };
        foreach (var normalisation in new[] { "global", "neuron" })
        {
            var steps = Ascent.Of(groups, Radii.Uniform(groups, .5, weights["l.weight"]), weights, gradients, "asam", normalisation, .01);
            Close.To([.176879, -.934037, .000069], steps["l.weight"]);
            Close.To([.057798], steps["l.bias"]);
        }
    }

    [Fact]
    public void ScalesOnceInThePublicReimplementationsReading() =>
        Close.To([.237341, -.629777, 0, 2, .010000, .000044], TwoLayers.Steps("scaled", "neuron", .01)["W1"]);

    [Fact]
    public void PutsEachOfTheCoupledRowsOnItsOwnBallWhenAsked()
    {
        NeuronGroup[] coupled = [new("g", ["a", "b"], true)];
        var weights = new Dictionary<string, Tensor> { ["a"] = Row([1.0, 1]), ["b"] = Row([1.0]) };
        var gradients = new Dictionary<string, Tensor> { ["a"] = Row([.3, -.4]), ["b"] = Row([1.2]) };
        var steps = Ascent.Of(coupled, Radii.Uniform(coupled, .05, weights["a"]), weights, gradients, "sam", "row", 0);
        Close.To([.03, -.04], steps["a"]);
        Close.To([.05], steps["b"]);
    }

    [Fact]
    public void OfAsamGrowsWithTheLayer()
    {
        Close.To([.040541, -.216216, 1.459459], Step([1.0, -2, 3], [.3, -.4, 1.2], "asam", "neuron", .5, 0));
        Close.To([5 * .0405405405, 5 * -.2162162162, 5 * 1.4594594595], Step([5.0, -10, 15], [.06, -.08, .24], "asam", "neuron", .5, 0));
    }

    [Fact]
    public void LeavesANeuronWithoutGradientWhereItIs() => Close.To([0.0, 0.0], Step([1.0, 2], [0.0, 0.0], "asam", "neuron", .5, 0));

    [Fact]
    public void FollowsItsNeuronsWhenTheyChangePlaces()
    {
        var order = tensor(new[] { 2L, 0, 1 });
        var straight = TwoLayers.Steps("asam", "neuron", .01)["W1"].index_select(0, order);
        NeuronGroup[] first = [TwoLayers.Neurons[0]];
        var radii = new Dictionary<string, Tensor> { ["first"] = TwoLayers.Radii("layer")["first"].index_select(0, order) };
        var (weights, gradients) = (TwoLayers.Weights, TwoLayers.Gradients);
        foreach (var tensors in new[] { weights, gradients }) tensors["W1"] = tensors["W1"].index_select(0, order);
        Close.To(Tiny.Numbers(straight), Ascent.Of(first, radii, weights, gradients, "asam", "neuron", .01)["W1"], 0);
    }

    [Fact]
    public void MeasuresCoupledRowsEndToEnd()
    {
        NeuronGroup[] coupled = [new("g", ["a", "b"], true)];
        var weights = new Dictionary<string, Tensor> { ["a"] = Row([1.0, 1]), ["b"] = Row([1.0]) };
        var gradients = new Dictionary<string, Tensor> { ["a"] = Row([.3, -.4]), ["b"] = Row([1.2]) };
        var steps = Ascent.Of(coupled, Radii.Uniform(coupled, .05, weights["a"]), weights, gradients, "sam", "neuron", 0);
        Close.To([.011538, -.015385], steps["a"]);
        Close.To([.046154], steps["b"]);
    }

    private static Tensor Row(double[] values) => tensor(values, [1, values.Length]);

    private static Tensor Step(double[] weight, double[] gradient, string metric, string normalisation, double rho, double eta)
    {
        var weights = new Dictionary<string, Tensor> { ["w"] = Row(weight) };
        var gradients = new Dictionary<string, Tensor> { ["w"] = Row(gradient) };
        return Ascent.Of(Single, Radii.Uniform(Single, rho, weights["w"]), weights, gradients, metric, normalisation, eta)["w"];
    }
}
