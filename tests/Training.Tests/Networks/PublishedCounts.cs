using AdaSapSweep.Shared.Planning;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;
using Xunit;

namespace AdaSapSweep.Training.Tests.Networks;

/// <summary>Expected numbers were counted with PyTorch modules, independently of this code, or are those that torchvision prints.</summary>
public sealed class PublishedCounts
{
    private static Blueprint Dense(string name, int classes, string stem = Stems.Cifar) =>
        NetworkCatalog.Blueprint(name, classes, InputNormalisation.None, stem);

    [Theory]
    [InlineData("resnet8", 75_290, 12_239_488, 81_140, 12_245_248, 87_640, 48_968_192)]
    [InlineData("resnet20", 269_722, 40_551_040, 275_572, 40_556_800, 282_072, 162_214_400)]
    [InlineData("resnet32", 464_154, 68_862_592, 470_004, 68_868_352, 476_504, 275_460_608)]
    [InlineData("resnet56", 853_018, 125_485_696, 858_868, 125_491_456, 865_368, 501_953_024)]
    [InlineData("resnet18", 11_173_962, 555_422_720, 11_220_132, 555_468_800, 11_271_432, 2_221_772_800)]
    [InlineData("resnet34", 21_282_122, 1_159_402_496, 21_328_292, 1_159_448_576, 21_379_592, 4_637_691_904)]
    [InlineData("resnet50", 23_520_842, 1_297_829_888, 23_705_252, 1_298_014_208, 23_910_152, 5_191_647_232)]
    [InlineData("preact-resnet18", 11_172_170, 555_422_720, 11_218_340, 555_468_800, 11_269_640, 2_221_772_800)]
    [InlineData("vgg8-bn", 3_918_858, 67_834_880, 3_965_028, 67_880_960, 4_016_328, 271_421_440)]
    [InlineData("vgg11-bn", 9_231_114, 152_769_536, 9_277_284, 152_815_616, 9_328_584, 611_160_064)]
    [InlineData("vgg16-bn", 14_728_266, 313_201_664, 14_774_436, 313_247_744, 14_825_736, 1_252_888_576)]
    [InlineData("wrn-28-10", 36_479_194, 5_243_328_768, 36_536_884, 5_243_386_368, 36_600_984, 20_973_417_472)]
    [InlineData("wrn-34-10", 46_160_474, 6_658_906_368, 46_218_164, 6_658_963_968, 46_282_264, 26_635_727_872)]
    [InlineData("mobilenet-v1", 3_217_226, 46_354_432, 3_309_476, 46_446_592, 3_411_976, 185_581_568)]
    [InlineData("mobilenet-v2", 2_236_682, 87_976_448, 2_351_972, 88_091_648, 2_480_072, 352_110_592)]
    public void OfTheCifarFormAreThose_TenClasses_AHundred_TwoHundredAtTwiceTheSide(
        string architecture, long parameters10, long macs10, long parameters100, long macs100, long parameters200, long macs200)
    {
        Assert.Equal((parameters10, macs10), CountsOf(Dense(architecture, 10), 32));
        Assert.Equal((parameters100, macs100), CountsOf(Dense(architecture, 100), 32));
        Assert.Equal((parameters200, macs200), CountsOf(Dense(architecture, 200), 64));
    }

    /// <summary>Entries and bytes are those of a state dictionary in float32 with its int64 counters.</summary>
    [Theory]
    [InlineData("resnet18", 11_689_512, 1_814_073_344, 122, 46_796_608)]
    [InlineData("resnet34", 21_797_672, 3_663_761_408, 218, 87_259_072)]
    [InlineData("resnet50", 25_557_032, 4_089_184_256, 320, 102_441_032)]
    [InlineData("vgg11-bn", 132_868_840, 7_609_090_048, 62, 531_497_440)]
    [InlineData("vgg16-bn", 138_365_992, 15_470_264_320, 97, 553_497_864)]
    [InlineData("mobilenet-v1", 4_231_976, 568_740_352)]
    [InlineData("mobilenet-v2", 3_504_872, 300_774_272, 314, 14_156_352)]
    public void OfTheImageNetFormAreThoseThatTorchvisionPrints(string architecture, long parameters, long macs, int entries = 0, long bytes = 0)
    {
        var blueprint = Dense(architecture, 1000, Stems.ImageNet);

        Assert.Equal((parameters, macs), CountsOf(blueprint, 224));
        var tensors = TensorDeclaration.Of(blueprint).ToArray();
        var counters = blueprint.Layers.OfType<BatchNorm>().Count();
        if (entries > 0) Assert.Equal(entries, tensors.Length + counters);
        if (bytes > 0) Assert.Equal(bytes, 4 * tensors.Sum(t => t.Shape.Aggregate(1L, (n, side) => n * side)) + 8L * counters);
    }

    [Theory]
    [InlineData("resnet18", 11_279_112, 148_148_224)]
    [InlineData("resnet34", 21_387_272, 299_143_168)]
    [InlineData("resnet50", 23_917_832, 334_053_376)]
    [InlineData("mobilenet-v1", 3_411_976, 46_548_992)]
    [InlineData("mobilenet-v2", 2_480_072, 24_704_512)]
    public void OfTheImageNetFormOnSmallImagesAreThose(string architecture, long parameters, long macs) =>
        Assert.Equal((parameters, macs), CountsOf(Dense(architecture, 200, Stems.ImageNet), 64));

    /// <summary>The planner knows no networks: it has a table.</summary>
    [Fact]
    public void AreInThePlannersTable()
    {
        foreach (var architecture in Architectures.All)
            foreach (var stem in new[] { Stems.Cifar, Stems.ImageNet })
            {
                var planned = NetworkSizes.Find(architecture, stem);
                if (stem == Stems.ImageNet && !Architectures.WithImageNetStem.Contains(architecture)) Assert.Null(planned);
                else Assert.Equal(CountsOf(Dense(architecture, 10, stem), NetworkSizes.SideOf(stem)), (planned!.Parameters, planned.Macs));
            }
    }

    [Fact]
    public void AddUpFromThoseOfTheParts()
    {
        Assert.Equal(
            [(464, 442_368), (14_016, 14_155_776), (51_072, 12_976_128), (203_520, 12_976_128), (650, 640)],
            Parts("resnet20", "conv1 bn1", "layer1.", "layer2.", "layer3.", "linear"));
        Assert.Equal(
            [
                (1_728, 1_769_472), (147_968, 150_994_944), (525_184, 134_217_728), (2_098_944, 134_217_728), (8_392_192, 134_217_728),
                (1_024, 0), (5_130, 5_120),
            ],
            Parts("preact-resnet18", "conv1", "layer1.", "layer2.", "layer3.", "layer4.", "bn", "linear"));
    }

    [Theory]
    [InlineData("resnet20", 3 + 9)]
    [InlineData("resnet18", 4 + 8)]
    [InlineData("resnet34", 4 + 16)]
    [InlineData("resnet50", 1 + 4 + 32)]
    [InlineData("preact-resnet18", 4 + 8)]
    [InlineData("wrn-28-10", 1 + 3 + 12)]
    [InlineData("wrn-34-10", 1 + 3 + 15)]
    [InlineData("vgg8-bn", 5)]
    [InlineData("vgg11-bn", 8)]
    [InlineData("vgg16-bn", 13)]
    [InlineData("vgg16-bn", 13 + 2, Stems.ImageNet)]
    [InlineData("mobilenet-v1", 14)]
    [InlineData("mobilenet-v2", 1 + 16 + 7 + 1)]
    public void OfChannelGroupsAreThose(string architecture, int groups, string stem = Stems.Cifar) =>
        Assert.Equal(groups, Dense(architecture, 10, stem).Groups.Count);

    [Fact]
    public void MoreClassesCostOnlyInTheClassifier()
    {
        var (ten, hundred) = (CountsOf(Dense("resnet8", 10), 32), CountsOf(Dense("resnet8", 100), 32));
        Assert.Equal(90 * 65, hundred.Parameters - ten.Parameters);
        Assert.Equal(90 * 64, hundred.Macs - ten.Macs);
    }

    [Theory]
    [InlineData("resnet20", Stems.ImageNet)]
    [InlineData("resnet18", Stems.Auto)]
    public void AreNotToBeHadOfAFormThatThereIsNot(string architecture, string stem) =>
        Assert.Throws<ArgumentException>(() => Dense(architecture, 10, stem));

    private static (long Parameters, long Macs) CountsOf(Blueprint blueprint, int side)
    {
        var costs = NetworkCosts.Of(blueprint, side, side);
        Assert.Equal(costs.Parameters, NetworkCosts.ParametersOf(blueprint));
        return (costs.Parameters, costs.Macs);
    }

    /// <param name="parts">Names of layers, or a beginning that ends in a dot.</param>
    private static IEnumerable<(long, long)> Parts(string architecture, params string[] parts)
    {
        var costs = NetworkCosts.Of(Dense(architecture, 10), 32, 32).Layers;
        return parts.Select(part => costs.Where(c => part.EndsWith('.')
            ? c.Layer.StartsWith(part, StringComparison.Ordinal)
            : part.Split(' ').Contains(c.Layer)).Aggregate((0L, 0L), (sum, c) => (sum.Item1 + c.Parameters, sum.Item2 + c.Macs)));
    }
}
