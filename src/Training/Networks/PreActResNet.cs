namespace AdaSapSweep.Training.Networks;

/// <summary>
/// ResNet-18 with pre-activation (He et al. 2016, "Identity mappings") as in the Sparsity-Win code: a stem without batch norm, and a
/// batch norm and a ReLU before the head, which kuangliu's leaves out. A projection reads the activated values, without a batch norm.
/// </summary>
internal static class PreActResNet
{
    private const int BlocksPerStage = 2;

    public static Blueprint Of(NetworkIdentity identity)
    {
        var net = new NetworkBuilder();
        var stream = net.Convolution("conv1", NetworkBuilder.Images, net.Group("s1", 64), 3);
        for (var stage = 1; stage <= 4; stage++)
            for (var block = 0; block < BlocksPerStage; block++)
            {
                var (name, width, stride) = ($"layer{stage}.{block}", 32 << stage, stage > 1 && block == 0 ? 2 : 1);
                var output = net.Group($"s{stage}", width);
                var active = net.Norm($"{name}.bn1", stream, Activation.Relu);
                var inner = net.Convolution($"{name}.conv1", active, net.Group($"{name}.inner", width), 3, stride);
                var sum = net.Convolution($"{name}.conv2", net.Norm($"{name}.bn2", inner, Activation.Relu), output, 3);
                var shortcut = output == stream.Group ? stream : net.Convolution($"{name}.shortcut.0", active, output, 1, stride);
                stream = net.Addition($"{name}.addition", sum, shortcut, Activation.None);
            }
        return net.Classifier("linear", net.GlobalAverage("pool", net.Norm("bn", stream, Activation.Relu)), identity, Initialisation.Framework);
    }
}
