using AdaSapSweep.Shared.Model;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Planning;

/// <summary>How large the networks are, as far as a plan can know it without building them.</summary>
public static class NetworkSizes
{
    private const int BytesOfAWeight = 4;

    /// <summary>What the file takes beside its weights: names, shapes and running statistics.</summary>
    private const int BytesOfTheHead = 24 * 1024;

    private static readonly Dictionary<(string Architecture, string Stem), NetworkSize> Dense = new()
    {
        [(Architectures.ResNet8, Stems.Cifar)] = new(75_290, 12_239_488),
        [(Architectures.ResNet20, Stems.Cifar)] = new(269_722, 40_551_040),
        [(Architectures.ResNet32, Stems.Cifar)] = new(464_154, 68_862_592),
        [(Architectures.ResNet56, Stems.Cifar)] = new(853_018, 125_485_696),
        [(Architectures.ResNet18, Stems.Cifar)] = new(11_173_962, 555_422_720),
        [(Architectures.ResNet34, Stems.Cifar)] = new(21_282_122, 1_159_402_496),
        [(Architectures.ResNet50, Stems.Cifar)] = new(23_520_842, 1_297_829_888),
        [(Architectures.PreActResNet18, Stems.Cifar)] = new(11_172_170, 555_422_720),
        [(Architectures.Vgg8, Stems.Cifar)] = new(3_918_858, 67_834_880),
        [(Architectures.Vgg11, Stems.Cifar)] = new(9_231_114, 152_769_536),
        [(Architectures.Vgg16, Stems.Cifar)] = new(14_728_266, 313_201_664),
        [(Architectures.WideResNet28, Stems.Cifar)] = new(36_479_194, 5_243_328_768),
        [(Architectures.WideResNet34, Stems.Cifar)] = new(46_160_474, 6_658_906_368),
        [(Architectures.MobileNetV1, Stems.Cifar)] = new(3_217_226, 46_354_432),
        [(Architectures.MobileNetV2, Stems.Cifar)] = new(2_236_682, 87_976_448),
        [(Architectures.ResNet18, Stems.ImageNet)] = new(11_181_642, 1_813_566_464),
        [(Architectures.ResNet34, Stems.ImageNet)] = new(21_289_802, 3_663_254_528),
        [(Architectures.ResNet50, Stems.ImageNet)] = new(23_528_522, 4_087_156_736),
        [(Architectures.Vgg11, Stems.ImageNet)] = new(128_812_810, 7_605_035_008),
        [(Architectures.Vgg16, Stems.ImageNet)] = new(134_309_962, 15_466_209_280),
        [(Architectures.MobileNetV1, Stems.ImageNet)] = new(3_217_226, 567_726_592),
        [(Architectures.MobileNetV2, Stems.ImageNet)] = new(2_236_682, 299_507_072),
    };

    /// <summary>Side in pixels for which the MACs of a form are given.</summary>
    public static int SideOf(string stem) => stem == Stems.ImageNet ? 224 : 32;

    /// <returns>Of the dense network with ten classes; null for an architecture that is not known here, or has no such form.</returns>
    public static NetworkSize? Find(string architecture, string stem) => Dense.GetValueOrDefault((architecture, stem));

    /// <returns>Of the network that a stage of these settings works on.</returns>
    public static NetworkSize? Of(IStageSettings settings)
    {
        var dense = Find(settings.Architecture, StemOf(settings));
        // Parameters and MACs alike go about with the square of the widths.
        return dense is not null && settings is TrainingSettings { NarrowedLike: { } sparsity }
            ? new((long)(dense.Parameters * (1 - sparsity)), (long)(dense.Macs * (1 - sparsity)))
            : dense;
    }

    /// <returns>How many times as many MACs a pass takes as one of resnet20 on the same image; at least 1, as small networks are bound by other things.</returns>
    public static double PassesOfResNet20(IStageSettings settings)
    {
        var scale = SideOf(StemOf(settings)) / 32.0;
        return Of(settings) is { } size ? Math.Max(1, size.Macs / (Dense[(Architectures.ResNet20, Stems.Cifar)].Macs * scale * scale)) : 1;
    }

    /// <summary>About the bytes of the artifact that a stage leaves, 0 when it leaves none. Removed channels are not credited: the dense size bounds them.</summary>
    public static long? ArtifactBytes(StageSpec stage)
    {
        if (StageKinds.IsEvaluation(stage.Kind)) return 0;
        return stage.ReadSettings() is TrainingSettings training && Of(training) is { } size
            ? (NetworksIn(training) * (BytesOfTheHead + (size.Parameters * BytesOfAWeight))) + (training.Mask is null && training.TicketSearch is null ? 0 : size.Parameters)
            : null;
    }

    /// <summary>At most: tickets that settle in the same epoch are one.</summary>
    private static int NetworksIn(TrainingSettings training) =>
        1 + (training.Validation is { KeepBest: true } ? 1 : 0) + (training.TicketSearch?.Sparsities?.Count ?? 0) + (training.PassesOn?.Count ?? 0);

    private static string StemOf(IStageSettings settings) =>
        Stems.Choose((settings as TrainingSettings)?.Stem, settings.Architecture, DataSets.SideOf(settings.Data) ?? 0);
}

/// <param name="Parameters">Trainable ones.</param>
/// <param name="Macs">Multiply-accumulates of a forward pass of one image of <see cref="NetworkSizes.SideOf"/>.</param>
public sealed record NetworkSize(long Parameters, long Macs);
