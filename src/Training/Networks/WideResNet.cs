namespace AdaSapSweep.Training.Networks;

/// <summary>
/// WideResNets (Zagoruyko and Komodakis 2016), depth 6n + 4, tensors named as in xternalz's code. Where the width changes both
/// branches read the activated values; without dropout, its default there.
/// </summary>
internal static class WideResNet
{
    /// <param name="widening">Factor on the widths 16, 32, 64 of the three stages.</param>
    public static Blueprint Of(NetworkIdentity identity, int blocksPerStage, int widening)
    {
        var net = new NetworkBuilder();
        var stream = net.Convolution("conv1", NetworkBuilder.Images, net.Group("stem", 16), 3);
        for (var stage = 1; stage <= 3; stage++)
            for (var block = 0; block < blocksPerStage; block++)
            {
                var (name, width, stride) = ($"block{stage}.layer.{block}", (8 << stage) * widening, stage > 1 && block == 0 ? 2 : 1);
                var output = net.Group($"s{stage}", width);
                var active = net.Norm($"{name}.bn1", stream, Activation.Relu);
                var inner = net.Convolution($"{name}.conv1", active, net.Group($"{name}.inner", width), 3, stride);
                var sum = net.Convolution($"{name}.conv2", net.Norm($"{name}.bn2", inner, Activation.Relu), output, 3);
                var shortcut = output == stream.Group ? stream : net.Convolution($"{name}.convShortcut", active, output, 1, stride);
                stream = net.Addition($"{name}.addition", sum, shortcut, Activation.None);
            }
        return net.Classifier("fc", net.GlobalAverage("pool", net.Norm("bn1", stream, Activation.Relu)), identity, Initialisation.WideResNet);
    }
}
