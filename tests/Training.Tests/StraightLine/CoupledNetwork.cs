using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;

namespace AdaSapSweep.Training.Tests.StraightLine;

/// <summary>
/// The least network with everything that pruning has to mind: two layers that make one stream, a layer within the block, one behind it,
/// and a classifier.
/// </summary>
internal static class CoupledNetwork
{
    public const int Classes = 10;

    public static readonly IReadOnlyDictionary<string, int> Widths = new Dictionary<string, int> { ["s"] = 6, ["i"] = 5, ["t"] = 8 };

    public static Blueprint Blueprint => Training.Networks.Blueprint.Create(
        new NetworkIdentity("coupled", Stems.Cifar, Classes, InputNormalisation.None), Initialisation.He,
        [
            new Convolution("conv1", 0, 1, null, "s", Kernel: 3, Stride: 1),
            new BatchNorm("bn1", 1, 2, "s", Activation.Relu),
            new Convolution("conv2", 2, 3, "s", "i", Kernel: 3, Stride: 1),
            new BatchNorm("bn2", 3, 4, "i", Activation.Relu),
            new Convolution("conv3", 4, 5, "i", "s", Kernel: 3, Stride: 1),
            new BatchNorm("bn3", 5, 6, "s", Activation.None),
            new Addition("sum", 6, 2, 7, "s", "s", 1),
            new Convolution("conv4", 7, 8, "s", "t", Kernel: 3, Stride: 2),
            new BatchNorm("bn4", 8, 9, "t", Activation.Relu),
            new GlobalAverage("pool", 9, 10, "t"),
            new Linear("linear", 10, 11, "t"),
        ],
        Widths);
}
