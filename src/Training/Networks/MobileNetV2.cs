using AdaSapSweep.Stages;

namespace AdaSapSweep.Training.Networks;

/// <summary>
/// MobileNet-V2 at width 1 (Sandler et al. 2018), blocks, initial weights and names of the tensors as torchvision's. The CIFAR form has
/// kuangliu's strides, 1 in the stem and in the second row, but not the shortcuts that he adds where the width changes.
/// </summary>
internal static class MobileNetV2
{
    private const double HeadDropout = 0.2;

    private static readonly (int Expansion, int Width, int Blocks, int Stride)[] Rows =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    public static Blueprint Of(NetworkIdentity identity)
    {
        var net = new NetworkBuilder();
        var isImageNet = identity.Stem == Stems.ImageNet;
        var stream = net.Convolution("features.0.0", NetworkBuilder.Images, net.Group("stem", 32), 3, isImageNet ? 2 : 1);
        stream = net.Norm("features.0.1", stream, Activation.Relu6);
        var (place, channels) = (1, 32);
        for (var row = 0; row < Rows.Length; row++)
            for (var block = 0; block < Rows[row].Blocks; block++, place++)
            {
                var (expansion, width, _, rowStride) = Rows[row];
                var stride = block > 0 || row == 1 && !isImageNet ? 1 : rowStride;
                var output = net.Group($"s{row + 1}", width);
                var linear = Block(net, $"features.{place}", stream, expansion, channels, output, stride);
                stream = output == stream.Group ? net.Addition($"features.{place}.addition", linear, stream, Activation.None) : linear;
                channels = width;
            }
        var head = net.Convolution($"features.{place}.0", stream, net.Group("head", 1280), 1);
        head = net.GlobalAverage("pool", net.Norm($"features.{place}.1", head, Activation.Relu6));
        return net.Classifier("classifier.1", net.Dropout("classifier.0", head, HeadDropout), identity, Initialisation.Torchvision);
    }

    /// <returns>The linear projection's batch norm, without an activation.</returns>
    private static Signal Block(NetworkBuilder net, string name, Signal stream, int expansion, int channels, string output, int stride)
    {
        var (wide, part) = (stream, 0);
        if (expansion > 1)
        {
            wide = net.Convolution($"{name}.conv.0.0", stream, net.Group($"{name}.expansion", expansion * channels), 1);
            wide = net.Norm($"{name}.conv.0.1", wide, Activation.Relu6);
            part = 1;
        }
        wide = net.Norm($"{name}.conv.{part}.1", net.Depthwise($"{name}.conv.{part}.0", wide, stride), Activation.Relu6);
        return net.Norm($"{name}.conv.{part + 2}", net.Convolution($"{name}.conv.{part + 1}", wide, output, 1), Activation.None);
    }
}
