namespace AdaSapSweep.Training.Networks;

/// <summary>
/// The residual networks for CIFAR of He et al. (2016, section 4.2), depth 6n + 2, with option-A shortcuts; names of the tensors
/// as in the PyTorch re-implementation by Idelbayev (akamaster). ResNet-8 is the same recipe with n = 1.
/// </summary>
internal static class CifarResNet
{
    public static Blueprint Of(string architecture, int blocksPerStage, int classes, InputNormalisation normalisation)
    {
        var layers = new List<Layer>();
        var widths = new Dictionary<string, int> { ["s1"] = 16, ["s2"] = 32, ["s3"] = 64 };
        var value = 0;
        layers.Add(new Convolution("conv1", value, ++value, null, "s1", Kernel: 3, Stride: 1));
        layers.Add(new BatchNorm("bn1", value, ++value, "s1", Relu: true));
        var stream = "s1";
        for (var stage = 1; stage <= 3; stage++)
            for (var block = 0; block < blocksPerStage; block++)
            {
                var name = $"layer{stage}.{block}";
                var (inner, next, stride, shortcut) = ($"{name}.inner", $"s{stage}", stage > 1 && block == 0 ? 2 : 1, value);
                widths.Add(inner, widths[next]);
                layers.Add(new Convolution($"{name}.conv1", value, ++value, stream, inner, Kernel: 3, stride));
                layers.Add(new BatchNorm($"{name}.bn1", value, ++value, inner, Relu: true));
                layers.Add(new Convolution($"{name}.conv2", value, ++value, inner, next, Kernel: 3, Stride: 1));
                layers.Add(new BatchNorm($"{name}.bn2", value, ++value, next, Relu: false));
                layers.Add(new Addition($"{name}.shortcut", value, shortcut, ++value, next, stream, stride));
                stream = next;
            }
        layers.Add(new GlobalAverage("pool", value, ++value, stream));
        layers.Add(new Linear("linear", value, ++value, stream));
        return Blueprint.Create(architecture, classes, normalisation, layers, widths);
    }
}
