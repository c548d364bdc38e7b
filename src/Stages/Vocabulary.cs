namespace AdaSapSweep.Stages;

/// <summary>The words that sweep files, stage settings and the training library share.</summary>
public static class Architectures
{
    public const string ResNet8 = "resnet8";
    public const string ResNet20 = "resnet20";
    public const string ResNet32 = "resnet32";
    public const string ResNet56 = "resnet56";
    public const string ResNet18 = "resnet18";
    public const string ResNet34 = "resnet34";
    public const string ResNet50 = "resnet50";
    public const string PreActResNet18 = "preact-resnet18";
    public const string Vgg8 = "vgg8-bn";
    public const string Vgg11 = "vgg11-bn";
    public const string Vgg16 = "vgg16-bn";
    public const string WideResNet28 = "wrn-28-10";
    public const string WideResNet34 = "wrn-34-10";
    public const string MobileNetV1 = "mobilenet-v1";
    public const string MobileNetV2 = "mobilenet-v2";

    public static readonly IReadOnlyList<string> All =
    [
        ResNet8, ResNet20, ResNet32, ResNet56, ResNet18, ResNet34, ResNet50, PreActResNet18, Vgg8, Vgg11, Vgg16,
        WideResNet28, WideResNet34, MobileNetV1, MobileNetV2,
    ];

    /// <summary>Those of two forms, one of them for large images; the others have the CIFAR form alone.</summary>
    public static readonly IReadOnlyList<string> WithImageNetStem = [ResNet18, ResNet34, ResNet50, Vgg11, Vgg16, MobileNetV1, MobileNetV2];
}

/// <summary>The forms of an architecture: how it takes in small and large images; for VGG, its classifier.</summary>
public static class Stems
{
    public const string Auto = "auto";
    public const string Cifar = "cifar";
    public const string ImageNet = "imagenet";

    /// <summary>From this side in pixels the automatic choice is the ImageNet form.</summary>
    public const int ImageNetFrom = 96;

    public static readonly IReadOnlyList<string> All = [Auto, Cifar, ImageNet];

    /// <param name="asked">A word of <see cref="All"/>, or null for <see cref="Auto"/>.</param>
    /// <param name="side">Pixels of an image's side.</param>
    /// <returns><see cref="Cifar"/> or <see cref="ImageNet"/>.</returns>
    public static string Choose(string? asked, string architecture, int side) =>
        !Architectures.WithImageNetStem.Contains(architecture) ? Cifar
        : asked is Cifar or ImageNet ? asked
        : side >= ImageNetFrom ? ImageNet
        : Cifar;
}

public static class Criteria
{
    public const string L1 = "l1";
    public const string L2 = "l2";
    public const string Taylor = "taylor";
    public const string TaylorWeight = "taylor-weight";
    public const string TaylorWeightAbs = "taylor-weight-abs";
    public const string BnScale = "bn-scale";
    public const string Fpgm = "fpgm";
    public const string Random = "random";
    public const string Latency = "latency";

    public static readonly IReadOnlyList<string> All = [L1, L2, Taylor, TaylorWeight, TaylorWeightAbs, BnScale, Fpgm, Random, Latency];

    /// <summary>Averaged over batches, as they are computed from gradients.</summary>
    public static readonly IReadOnlyList<string> FromGradients = [Taylor, TaylorWeight, TaylorWeightAbs, Latency];
}

/// <summary>How the layers of coupled channels become one score. <c>default</c> is the criterion's own way.</summary>
public static class GroupReductions
{
    public const string Default = "default";
    public const string Sum = "sum";
    public const string Mean = "mean";
    public const string Max = "max";

    public static readonly IReadOnlyList<string> All = [Default, Sum, Mean, Max];
}

/// <summary>What the scores of a group are divided by, so that groups can be compared. <c>default</c> is the criterion's own way.</summary>
public static class ScoreNormalisations
{
    public const string Default = "default";
    public const string None = "none";
    public const string Mean = "mean";
    public const string Max = "max";

    public static readonly IReadOnlyList<string> All = [Default, None, Mean, Max];
}

/// <summary>Whether the lowest scores of the whole network go first, or the same share of every group.</summary>
public static class Rankings
{
    public const string Global = "global";
    public const string Layer = "layer";

    public static readonly IReadOnlyList<string> All = [Global, Layer];
}

public static class DataSets
{
    public const string Shapes = "shapes";
    public const string Cifar10 = "cifar10";
    public const string Cifar100 = "cifar100";
    public const string TinyImageNet = "tiny-imagenet";
    public const string ImageFolder = "image-folder";
    public const string Idx = "idx";

    /// <summary>Classes of <see cref="Shapes"/>.</summary>
    public const int ShapesClasses = 10;

    public static readonly IReadOnlyList<string> All = [Shapes, Cifar10, Cifar100, TinyImageNet, ImageFolder, Idx];

    /// <summary>Those that are read from files.</summary>
    public static readonly IReadOnlyList<string> InFiles = [Cifar10, Cifar100, TinyImageNet, ImageFolder, Idx];

    /// <returns>Pixels of an image's side; null where only the files tell.</returns>
    public static int? SideOf(DataSettings data) => data.ImageSize ?? (data.Name is Cifar10 or Cifar100 ? 32 : null);
}

/// <summary>What convolutions and linear layers compute in. Weights, optimizer, batch norms and losses are float32 in all of them.</summary>
public static class Precisions
{
    public const string Full = "float32";
    public const string BFloat16 = "bfloat16";
    public const string Float16 = "float16";

    public static readonly IReadOnlyList<string> All = [Full, BFloat16, Float16];
}

public static class Norms
{
    public const string LInf = "linf";
    public const string L2 = "l2";

    public static readonly IReadOnlyList<string> All = [LInf, L2];
}

public static class LearningRateSchedules
{
    public const string Constant = "constant";
    public const string Cosine = "cosine";
    public const string MultiStep = "multistep";
    public const string Cyclic = "cyclic";

    public static readonly IReadOnlyList<string> All = [Constant, Cosine, MultiStep, Cyclic];
}

public static class SharpnessMetrics
{
    public const string Sam = "sam";
    public const string Asam = "asam";
    public const string Scaled = "scaled";

    public static readonly IReadOnlyList<string> All = [Sam, Asam, Scaled];
}

public static class Normalisations
{
    public const string Neuron = "neuron";
    public const string Row = "row";
    public const string Global = "global";

    public static readonly IReadOnlyList<string> All = [Neuron, Row, Global];
}

/// <summary>Which parameters the ascent moves.</summary>
public static class PerturbedParameters
{
    public const string Weights = "weights";
    public const string WeightsAndNorms = "weights+bn";
    public const string Everything = "all";

    public static readonly IReadOnlyList<string> All = [Weights, WeightsAndNorms, Everything];
}

/// <summary>Which neurons get the largest radius.</summary>
public static class RadiusOrders
{
    public const string Unimportant = "unimportant";
    public const string Important = "important";

    public static readonly IReadOnlyList<string> All = [Unimportant, Important];
}

public static class ScoreScopes
{
    public const string Layer = "layer";
    public const string Global = "global";

    public static readonly IReadOnlyList<string> All = [Layer, Global];
}

public static class PruningSchedules
{
    public const string Exponential = "exponential";
    public const string Linear = "linear";
    public const string OneShot = "one-shot";

    /// <summary>One cut before the first step. No choice of a sweep file: it is Robust Bird's way from a search to a network of fewer channels.</summary>
    public const string AtStart = "at-start";

    public static readonly IReadOnlyList<string> All = [Exponential, Linear, OneShot];
}

/// <summary>What Robust Bird's ticket is made of: single weights, under a mask, or whole channels, which are removed.</summary>
public static class TicketForms
{
    public const string Weights = "weights";
    public const string Channels = "channels";

    public static readonly IReadOnlyList<string> All = [Weights, Channels];
}

/// <summary>Images on which Robust Bird searches: clean ones, or attacked by a single step or by PGD.</summary>
public static class SearchTrainings
{
    public const string Clean = "clean";
    public const string Fast = "fast";
    public const string Pgd = "pgd";

    public static readonly IReadOnlyList<string> All = [Clean, Fast, Pgd];
}

/// <summary>What chooses the weights of a mask that is there before training.</summary>
public static class InitialMasks
{
    public const string Random = "random";
    public const string Magnitude = "magnitude";
    public const string Snip = "snip";
    public const string Grasp = "grasp";
    public const string SynFlow = "synflow";

    public static readonly IReadOnlyList<string> All = [Random, Magnitude, Snip, Grasp, SynFlow];
}

public static class LayerBudgets
{
    public const string Igq = "igq";
    public const string Erk = "erk";
    public const string Uniform = "uniform";

    public static readonly IReadOnlyList<string> All = [Igq, Erk, Uniform];
}

public static class GrowthRules
{
    public const string Gradient = "gradient";
    public const string Random = "random";
    public const string Momentum = "momentum";

    public static readonly IReadOnlyList<string> All = [Gradient, Random, Momentum];
}

/// <summary>Whether weights that an update has just killed compete with the others for coming back.</summary>
public static class RegrowRules
{
    public const string Allowed = "allowed";
    public const string Excluded = "excluded";

    public static readonly IReadOnlyList<string> All = [Allowed, Excluded];
}
