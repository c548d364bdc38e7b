using System.Collections.Immutable;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Training.Networks;

/// <summary>
/// VGG with batch norm (Simonyan and Zisserman 2015): 3 x 3 convolutions with bias, tensors named as torchvision's. The CIFAR form ends
/// in a global average and one linear layer, kuangliu's; the ImageNet form in three linear layers over a grid of 7 x 7, torchvision's.
/// </summary>
internal static class Vgg
{
    private const int Pool = 0;
    private const int Grid = 7;
    private const int Hidden = 4096;
    private const double HiddenDropout = 0.5;

    /// <summary>The widths of RepDistiller's vgg8, with the family's pooling after every convolution.</summary>
    public static ImmutableArray<int> Eight { get; } = [64, Pool, 128, Pool, 256, Pool, 512, Pool, 512, Pool];

    public static ImmutableArray<int> Eleven { get; } = [64, Pool, 128, Pool, 256, 256, Pool, 512, 512, Pool, 512, 512, Pool];

    public static ImmutableArray<int> Sixteen { get; } =
        [64, 64, Pool, 128, 128, Pool, 256, 256, 256, Pool, 512, 512, 512, Pool, 512, 512, 512, Pool];

    /// <param name="plan">Channels of each convolution, and where a pool stands.</param>
    public static Blueprint Of(NetworkIdentity identity, ImmutableArray<int> plan)
    {
        var net = new NetworkBuilder();
        var (value, place) = (NetworkBuilder.Images, 0);
        foreach (var channels in plan)
        {
            var name = $"features.{place}";
            if (channels == Pool)
            {
                value = net.MaxPool(name, value, kernel: 2);
                place++;
                continue;
            }
            value = net.Convolution(name, value, net.Group(name, channels), 3, bias: true);
            value = net.Norm($"features.{place + 1}", value, Activation.Relu);
            place += 3; // The ReLU has a number of its own.
        }
        return identity.Stem == Stems.ImageNet ? ImageNetHead(net, value, identity)
            : net.Classifier("classifier", net.GlobalAverage("avgpool", value), identity, Initialisation.Framework);
    }

    private static Blueprint ImageNetHead(NetworkBuilder net, Signal value, NetworkIdentity identity)
    {
        value = net.AdaptiveAverage("avgpool", value, Grid);
        value = net.Hidden("classifier.0", value, net.Group("classifier.0", Hidden), Grid * Grid);
        value = net.Dropout("classifier.2", value, HiddenDropout);
        value = net.Hidden("classifier.3", value, net.Group("classifier.3", Hidden));
        value = net.Dropout("classifier.5", value, HiddenDropout);
        return net.Classifier("classifier.6", value, identity, Initialisation.Torchvision);
    }
}
