using AdaSapSweep.Stages;

namespace AdaSapSweep.Training.Networks;

/// <summary>
/// MobileNet-V1 at width 1 (Howard et al. 2017), ReLU and torch's batch norm, tensors named as kuangliu's. The ImageNet form starts
/// with stride 2.
/// </summary>
internal static class MobileNetV1
{
    private static readonly (int Width, int Stride)[] Pairs =
    [
        (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1), (512, 1), (512, 1), (512, 1), (512, 1), (1024, 2), (1024, 1),
    ];

    public static Blueprint Of(NetworkIdentity identity)
    {
        var net = new NetworkBuilder();
        var isImageNet = identity.Stem == Stems.ImageNet;
        var value = net.Convolution("conv1", NetworkBuilder.Images, net.Group("stem", 32), 3, isImageNet ? 2 : 1);
        value = net.Norm("bn1", value, Activation.Relu);
        for (var pair = 0; pair < Pairs.Length; pair++)
        {
            var (name, (width, stride)) = ($"layers.{pair}", Pairs[pair]);
            value = net.Norm($"{name}.bn1", net.Depthwise($"{name}.conv1", value, stride), Activation.Relu);
            value = net.Norm($"{name}.bn2", net.Convolution($"{name}.conv2", value, net.Group(name, width), 1), Activation.Relu);
        }
        return net.Classifier(
            "linear", net.GlobalAverage("pool", value), identity, isImageNet ? Initialisation.Torchvision : Initialisation.Framework);
    }
}
