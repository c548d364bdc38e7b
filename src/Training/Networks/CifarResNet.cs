namespace AdaSapSweep.Training.Networks;

/// <summary>
/// The residual networks for CIFAR of He et al. (2016, section 4.2), depth 6n + 2, with option-A shortcuts; names of the tensors
/// as in the PyTorch re-implementation by Idelbayev (akamaster). ResNet-8 is the same recipe with n = 1.
/// </summary>
internal static class CifarResNet
{
    public static Blueprint Of(NetworkIdentity identity, int blocksPerStage)
    {
        var net = new NetworkBuilder();
        var stream = net.Norm("bn1", net.Convolution("conv1", NetworkBuilder.Images, net.Group("s1", 16), 3), Activation.Relu);
        for (var stage = 1; stage <= 3; stage++)
            for (var block = 0; block < blocksPerStage; block++)
            {
                var (name, stride, width) = ($"layer{stage}.{block}", stage > 1 && block == 0 ? 2 : 1, 8 << stage);
                var inner = net.Convolution($"{name}.conv1", stream, net.Group($"{name}.inner", width), 3, stride);
                inner = net.Norm($"{name}.bn1", inner, Activation.Relu);
                var sum = net.Norm($"{name}.bn2", net.Convolution($"{name}.conv2", inner, net.Group($"s{stage}", width), 3), Activation.None);
                stream = net.Addition($"{name}.shortcut", sum, stream, Activation.Relu, stride);
            }
        return net.Classifier("linear", net.GlobalAverage("pool", stream), identity, Initialisation.He);
    }
}
