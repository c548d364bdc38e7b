using AdaSapSweep.Training.Networks;
using Xunit;

namespace AdaSapSweep.Training.Tests.Networks;

/// <summary>Expected numbers were counted with PyTorch modules, independently of this code.</summary>
public sealed class PublishedCounts
{
    private static Blueprint Resnet(string name, int classes) => NetworkCatalog.Blueprint(name, classes, InputNormalisation.None);

    [Theory]
    [InlineData("resnet8", 10, 32, 75_290, 12_239_488)]
    [InlineData("resnet8", 100, 32, 81_140, 12_245_248)]
    [InlineData("resnet8", 200, 64, 87_640, 48_968_192)]
    [InlineData("resnet20", 10, 32, 269_722, 40_551_040)]
    [InlineData("resnet20", 100, 32, 275_572, 40_556_800)]
    [InlineData("resnet20", 200, 64, 282_072, 162_214_400)]
    public void ParametersAndMacsAreThose(string architecture, int classes, int side, long parameters, long macs)
    {
        var blueprint = Resnet(architecture, classes);
        var costs = NetworkCosts.Of(blueprint, side, side);
        Assert.Equal((parameters, macs), (costs.Parameters, costs.Macs));
        Assert.Equal(parameters, NetworkCosts.ParametersOf(blueprint));
    }

    [Fact]
    public void TheStemOfResnet20CostsItsShare()
    {
        var costs = NetworkCosts.Of(Resnet("resnet20", 10), 32, 32).Layers;
        Assert.Equal((432, 442_368), (costs[0].Parameters, costs[0].Macs));
        Assert.Equal(new LayerCost("linear", 650, 640), costs[^1]);
    }

    [Theory]
    [InlineData("layer1.0.inner", 4, 268_562, 39_371_392)]
    [InlineData("s3", 16, 223_386, 37_601_760)]
    [InlineData("s1", 4, 264_974, 36_606_592)]
    public void CuttingOneGroupOfResnet20LeavesThatMuch(string group, int channels, long parameters, long macs)
    {
        var costs = NetworkCosts.Of(Resnet("resnet20", 10).Without(group, [.. Enumerable.Range(0, channels)]), 32, 32);
        Assert.Equal((parameters, macs), (costs.Parameters, costs.Macs));
    }

    [Fact]
    public void CuttingFourWholeChainsLeavesThatMuch()
    {
        var cut = Resnet("resnet20", 10).Without("s1", [0, 1, 2, 3]).Without("s2", [8, 9, 10, 11]).Without("s3", [24, 25, 26, 27]);
        var costs = NetworkCosts.Of(cut, 32, 32);
        Assert.Equal((245_302, 34_247_256), (costs.Parameters, costs.Macs));
        Assert.DoesNotContain(cut.Maps["layer2.0.shortcut"].Skip(8).Take(12), source => source < 0);
    }

    [Fact]
    public void HalvingEveryGroupLeavesThatMuch()
    {
        var blueprint = Resnet("resnet20", 10);
        var half = blueprint.Groups.Aggregate(blueprint, (b, g) => b.Without(g.Name, [.. Enumerable.Range(0, b.Widths[g.Name] / 2)]));
        var costs = NetworkCosts.Of(half, 32, 32);
        Assert.Equal((68_050, 10_248_512), (costs.Parameters, costs.Macs));
    }

    [Fact]
    public void MoreClassesCostOnlyInTheClassifier()
    {
        var (ten, hundred) = (NetworkCosts.Of(Resnet("resnet8", 10), 32, 32), NetworkCosts.Of(Resnet("resnet8", 100), 32, 32));
        Assert.Equal(90 * 65, hundred.Parameters - ten.Parameters);
        Assert.Equal(90 * 64, hundred.Macs - ten.Macs);
    }
}
