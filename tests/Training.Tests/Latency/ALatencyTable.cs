using System.Collections.Immutable;
using AdaSapSweep.Training.Latency;
using AdaSapSweep.Training.Networks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Latency;

public sealed class ALatencyTable
{
    private static readonly LatencyGrid Grid = new([2, 4], [10, 20, 40], [[1, 2, 3], [3, 4, 9]]);

    [Theory]
    [InlineData(2, 10, 1)]
    [InlineData(4, 40, 9)]
    [InlineData(2, 15, 1.5)]
    [InlineData(3, 20, 3)]
    [InlineData(3, 30, 4.5)]
    [InlineData(2, 60, 4)]
    [InlineData(2, 5, .5)]
    [InlineData(1, 5, 0)]
    public void IsLinearBetweenWhatWasMeasuredAndBeyondIt(int inputs, int outputs, double expected) =>
        Assert.Equal(expected, Grid.At(inputs, outputs), 1e-12);

    [Fact]
    public void NeverLetsASmallerLayerTakeLonger()
    {
        var grid = LatencyGrid.Of([2, 4], [10, 20], (i, o) => (i, o) switch { (2, 10) => 9, (2, 20) => 2, (4, 10) => 1.5, _ => 4 });
        Assert.Equal([1.5, 2], grid.Milliseconds[0]);
        Assert.Equal([1.5, 4], grid.Milliseconds[1]);
    }

    [Fact]
    public void ReadsBackTheSame()
    {
        var table = new LatencyTable("cpu", 32, new Dictionary<string, LatencyGrid> { ["conv3-s1-32px-4-40"] = new([2, 4], [10], [[1.0 / 3], [.1]]) });
        var read = LatencyTable.FromJson(table.ToJson());
        Assert.Equal(("cpu", 32), (read.Device, read.Batch));
        Assert.Equal([[1.0 / 3], [.1]], read.Layers["conv3-s1-32px-4-40"].Milliseconds);
        Assert.Throws<InvalidDataException>(() => LatencyTable.FromJson("{"));
    }

    [Fact]
    public void OfANetworkHasEveryLayerAtItsWidths()
    {
        var blueprint = NetworkCatalog.Blueprint("resnet8", 10, InputNormalisation.None);
        var table = LatencyMeasurement.Of(blueprint, side: 8, batch: 1, CPU, CancellationToken.None);
        Assert.Equal(
            [
                "conv3-s1-2px-64-64", "conv3-s1-4px-32-32", "conv3-s1-8px-16-16", "conv3-s1-8px-3-16", "conv3-s2-4px-32-64", "conv3-s2-8px-16-32", "linear1-s1-1px-64-10",
            ],
            table.Layers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([4, 13, 23, 32], table.Layers["conv3-s2-8px-16-32"].Outputs);
        Assert.Equal([3], table.Layers["conv3-s1-8px-3-16"].Inputs);
        Assert.Equal([10], table.Layers["linear1-s1-1px-64-10"].Outputs);
        Assert.True(new LatencyCost(blueprint, 8, table).Of(blueprint) > 0);
    }

    /// <summary>Times that are MACs: then the cost must be theirs, layer by layer, in every family of networks.</summary>
    [Theory]
    [InlineData("resnet20")]
    [InlineData("resnet50")]
    [InlineData("preact-resnet18")]
    [InlineData("vgg8-bn")]
    [InlineData("mobilenet-v2")]
    public void AddsUpTheLayersOfANetworkAtAnyWidths(string architecture)
    {
        const int Side = 32;
        var dense = NetworkCatalog.Blueprint(architecture, 10, InputNormalisation.None);
        var layers = LatencyMeasurement.ShapesOf(dense, Side).Values.Distinct().ToDictionary(s => s.Key, s =>
        {
            var pixels = s.Kernel == 0 ? 1 : (s.Side + 2 * (s.Kernel / 2) - s.Kernel) / s.Stride + 1;
            var each = (double)pixels * pixels * Math.Max(1, s.Kernel * s.Kernel) * s.Columns;
            int[] inputs = s.Depthwise ? [1] : [1, s.Inputs], outputs = [1, s.Outputs];
            return LatencyGrid.Of(inputs, outputs, (i, o) => each * i * o);
        });
        var cost = new LatencyCost(dense, Side, new LatencyTable("none", 1, layers));
        var random = new Random(2);
        var cut = dense with { Widths = dense.Widths.ToImmutableDictionary(w => w.Key, w => random.Next(2, w.Value + 1), StringComparer.Ordinal) };
        double Macs(Blueprint b) => NetworkCosts.Of(b, Side, Side).Macs;
        Assert.Equal(1, cost.Of(cut) / Macs(cut), 1e-9);
        var widths = cost.Groups.Select(g => cut.Widths[g]).ToArray();
        for (var g = 0; g < widths.Length; g++)
        {
            var less = cut with { Widths = cut.Widths.SetItem(cost.Groups[g], widths[g] - 1) };
            Assert.Equal((Macs(cut) - Macs(less)) / Macs(cut), cost.Saved(widths, g) / Macs(cut), 1e-9);
        }
    }

    [Fact]
    public void OfAnotherNetworkIsRefused()
    {
        var blueprint = NetworkCatalog.Blueprint("resnet8", 10, InputNormalisation.None);
        Assert.Throws<InvalidDataException>(() => new LatencyCost(blueprint, 8, new LatencyTable("cpu", 1, new Dictionary<string, LatencyGrid>())));
    }
}
