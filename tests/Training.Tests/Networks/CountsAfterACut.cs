using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;
using Xunit;

namespace AdaSapSweep.Training.Tests.Networks;

/// <summary>Expected numbers were counted with PyTorch modules whose channels were cut, independently of this code.</summary>
public sealed class CountsAfterACut
{
    private static Blueprint Cifar(string name) => NetworkCatalog.Blueprint(name, 10, InputNormalisation.None);

    private static Blueprint ImageNet(string name) => NetworkCatalog.Blueprint(name, 1000, InputNormalisation.None, Stems.ImageNet);

    [Theory]
    [InlineData("resnet20", "layer1.0.inner", 4, 268_562, 39_371_392)]
    [InlineData("resnet20", "s3", 16, 223_386, 37_601_760)]
    [InlineData("resnet20", "s1", 4, 264_974, 36_606_592)]
    [InlineData("preact-resnet18", "layer2.0.inner", 32, 11_116_810, 541_266_944)]
    [InlineData("preact-resnet18", "s1", 8, 11_143_234, 533_705_728)]
    [InlineData("preact-resnet18", "s4", 128, 9_368_138, 526_585_600)]
    [InlineData("wrn-28-10", "block1.layer.0.inner", 40, 36_415_754, 5_178_448_128)]
    [InlineData("wrn-28-10", "stem", 8, 36_466_162, 5_230_000_384)]
    [InlineData("wrn-28-10", "s3", 160, 29_973_914, 4_827_173_568)]
    [InlineData("vgg16-bn", "features.0", 16, 14_718_570, 303_322_112)]
    [InlineData("vgg16-bn", "features.40", 256, 13_545_290, 308_480_512)]
    public void OfOneGroupOfTheCifarFormAreThose(string architecture, string group, int channels, long parameters, long macs) =>
        Assert.Equal((parameters, macs), CountsOf(Without(Cifar(architecture), group, channels), 32));

    [Theory]
    [InlineData("resnet18", "layer1.0.inner", 16, 11_671_048, 1_756_270_592)]
    [InlineData("resnet18", "s1", 16, 11_629_720, 1_652_908_032)]
    [InlineData("resnet18", "s4", 64, 10_724_008, 1_769_854_464)]
    [InlineData("resnet50", "layer1.0.inner2", 16, 25_543_688, 4_047_437_824)]
    [InlineData("resnet50", "s2", 64, 25_400_744, 4_005_691_392)]
    [InlineData("resnet50", "stem", 16, 25_549_528, 4_043_624_448)]
    [InlineData("vgg16-bn", "features.40", 64, 125_225_832, 15_399_616_512)]
    [InlineData("mobilenet-v1", "stem", 8, 4_231_144, 558_705_152)]
    [InlineData("mobilenet-v1", "layers.5", 128, 4_132_008, 549_246_976)]
    [InlineData("mobilenet-v1", "layers.12", 256, 3_713_320, 555_639_296)]
    [InlineData("mobilenet-v2", "features.3.expansion", 48, 3_501_944, 292_194_176)]
    [InlineData("mobilenet-v2", "s3", 8, 3_495_992, 293_849_984)]
    [InlineData("mobilenet-v2", "head", 320, 3_081_832, 295_436_672)]
    public void OfOneGroupOfTheImageNetFormAreThose(string architecture, string group, int channels, long parameters, long macs) =>
        Assert.Equal((parameters, macs), CountsOf(Without(ImageNet(architecture), group, channels), 224));

    [Fact]
    public void OfFourWholeChainsOfOptionAAreThose()
    {
        var cut = Cifar("resnet20").Without("s1", [0, 1, 2, 3]).Without("s2", [8, 9, 10, 11]).Without("s3", [24, 25, 26, 27]);
        Assert.Equal((245_302, 34_247_256), CountsOf(cut, 32));
        Assert.DoesNotContain(cut.Maps["layer2.0.shortcut"].Skip(8).Take(12), source => source < 0);
    }

    [Fact]
    public void OfTwoNeighboursCountTheirCommonWeightsOnce() =>
        Assert.Equal((14_693_178, 291_525_632), CountsOf(Without(Without(Cifar("vgg16-bn"), "features.0", 16), "features.3", 16), 32));

    [Theory]
    [InlineData("resnet20", 68_050, 10_248_512)]
    [InlineData("resnet18", 2_797_610, 139_299_328)]
    [InlineData("preact-resnet18", 2_796_714, 139_299_328)]
    [InlineData("vgg16-bn", 3_686_954, 78_744_064)]
    [InlineData("wrn-28-10", 9_126_002, 1_310_944_384)]
    public void OfEveryGroupHalvedAreThose(string architecture, long parameters, long macs) =>
        Assert.Equal((parameters, macs), CountsOf(Halved(Cifar(architecture), _ => true), 32));

    [Theory]
    [InlineData("resnet50", 6_917_640, 1_052_311_552)]
    [InlineData("mobilenet-v1", 1_331_592, 149_497_088)]
    [InlineData("mobilenet-v2", 1_221_768, 83_402_176)]
    public void OfEveryGroupHalvedInTheImageNetFormAreThose(string architecture, long parameters, long macs) =>
        Assert.Equal((parameters, macs), CountsOf(Halved(ImageNet(architecture), _ => true), 224));

    [Fact]
    public void OfTheInnerGroupsHalvedAreThose() => Assert.Equal(
        (12_381_864, 1_822_031_872), CountsOf(Halved(ImageNet("resnet50"), group => group.Contains("inner", StringComparison.Ordinal)), 224));

    private static Blueprint Without(Blueprint blueprint, string group, int channels) => blueprint.Without(group, [.. Enumerable.Range(0, channels)]);

    private static Blueprint Halved(Blueprint blueprint, Func<string, bool> isMeant) =>
        blueprint.Groups.Where(g => isMeant(g.Name)).Aggregate(blueprint, (b, g) => Without(b, g.Name, b.Widths[g.Name] / 2));

    private static (long Parameters, long Macs) CountsOf(Blueprint blueprint, int side)
    {
        var costs = NetworkCosts.Of(blueprint, side, side);
        return (costs.Parameters, costs.Macs);
    }
}
