using AdaSapSweep.Stages;

namespace AdaSapSweep.Training.Networks;

/// <summary>
/// ResNet-18, 34 and 50 (He et al. 2016, table 1), tensors named as torchvision's. The stride of a bottleneck is in its 3 x 3
/// convolution ("v1.5"), as in torchvision. The CIFAR stem is kuangliu's: 3 x 3, no pooling.
/// </summary>
internal static class ResNet
{
    private const int Expansion = 4;

    /// <param name="blocks">Of each of the four stages.</param>
    public static Blueprint Of(NetworkIdentity identity, int[] blocks, bool bottleneck)
    {
        var net = new NetworkBuilder();
        // Without a projection in the first stage the stem's channels are that stage's stream.
        var stream = Stem(net, identity.Stem, net.Group(bottleneck ? "stem" : "s1", 64));
        for (var stage = 1; stage <= blocks.Length; stage++)
            for (var block = 0; block < blocks[stage - 1]; block++)
            {
                var (name, width, stride) = ($"layer{stage}.{block}", 32 << stage, stage > 1 && block == 0 ? 2 : 1);
                var output = net.Group($"s{stage}", bottleneck ? Expansion * width : width);
                var sum = bottleneck ? Bottleneck(net, name, stream, width, output, stride) : Basic(net, name, stream, width, output, stride);
                var shortcut = output == stream.Group ? stream
                    : net.Norm($"{name}.downsample.1", net.Convolution($"{name}.downsample.0", stream, output, 1, stride), Activation.None);
                stream = net.Addition($"{name}.shortcut", sum, shortcut, Activation.Relu);
            }
        return net.Classifier(
            "fc", net.GlobalAverage("avgpool", stream), identity,
            identity.Stem == Stems.ImageNet ? Initialisation.TorchvisionResNet : Initialisation.Framework);
    }

    private static Signal Stem(NetworkBuilder net, string stem, string group)
    {
        var wide = stem == Stems.ImageNet;
        var made = net.Norm("bn1", net.Convolution("conv1", NetworkBuilder.Images, group, wide ? 7 : 3, wide ? 2 : 1), Activation.Relu);
        return wide ? net.MaxPool("maxpool", made, kernel: 3, padding: 1) : made;
    }

    private static Signal Basic(NetworkBuilder net, string name, Signal stream, int width, string output, int stride)
    {
        var inner = net.Convolution($"{name}.conv1", stream, net.Group($"{name}.inner", width), 3, stride);
        inner = net.Norm($"{name}.bn1", inner, Activation.Relu);
        return net.Norm($"{name}.bn2", net.Convolution($"{name}.conv2", inner, output, 3), Activation.None);
    }

    private static Signal Bottleneck(NetworkBuilder net, string name, Signal stream, int width, string output, int stride)
    {
        var first = net.Norm($"{name}.bn1", net.Convolution($"{name}.conv1", stream, net.Group($"{name}.inner1", width), 1), Activation.Relu);
        var second = net.Convolution($"{name}.conv2", first, net.Group($"{name}.inner2", width), 3, stride);
        second = net.Norm($"{name}.bn2", second, Activation.Relu);
        return net.Norm($"{name}.bn3", net.Convolution($"{name}.conv3", second, output, 1), Activation.None);
    }
}
