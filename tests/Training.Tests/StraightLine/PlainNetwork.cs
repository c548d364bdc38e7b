using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.StraightLine;

/// <summary>The coupled network written down once more, with nothing of the product in it.</summary>
internal sealed class PlainNetwork
{
    public Dictionary<string, Tensor> Weights { get; } = [];

    public Dictionary<string, Tensor> Statistics { get; } = [];

    /// <summary>Which group lies along which dimension of a tensor.</summary>
    public static readonly (string Tensor, int Dimension, string Group)[] Slices =
    [
        ("conv1.weight", 0, "s"), ("conv2.weight", 1, "s"), ("conv2.weight", 0, "i"), ("conv3.weight", 1, "i"), ("conv3.weight", 0, "s"),
        ("conv4.weight", 1, "s"), ("conv4.weight", 0, "t"), ("linear.weight", 1, "t"),
        .. from norm in new[] { ("bn1", "s"), ("bn2", "i"), ("bn3", "s"), ("bn4", "t") }
           from tensor in new[] { "weight", "bias", "running_mean", "running_var" }
           select ($"{norm.Item1}.{tensor}", 0, norm.Item2),
    ];

    /// <returns>Mean cross-entropy with a tenth of the target spread over all classes.</returns>
    public Tensor Loss(Tensor images, Tensor labels, bool moveStatistics)
    {
        var stream = Norm("bn1", Conv("conv1", images, 1), moveStatistics).relu();
        var inner = Norm("bn2", Conv("conv2", stream, 1), moveStatistics).relu();
        stream = (Norm("bn3", Conv("conv3", inner, 1), moveStatistics) + stream).relu();
        var top = Norm("bn4", Conv("conv4", stream, 2), moveStatistics).relu().mean([2, 3]);
        var logits = top.matmul(Weights["linear.weight"].transpose(0, 1)) + Weights["linear.bias"];
        var logs = logits - logits.exp().sum(1, keepdim: true).log();
        var right = logs.gather(1, labels.unsqueeze(1)).mean();
        return right * -.9 - logs.mean() * .1;
    }

    private Tensor Conv(string name, Tensor input, long stride) =>
        nn.functional.conv2d(input, Weights[$"{name}.weight"], null!, strides: [stride, stride], padding: [1, 1]);

    private Tensor Norm(string name, Tensor input, bool moveStatistics)
    {
        var (count, channels) = (input.numel() / input.shape[1], input.shape[1]);
        var mean = input.mean([0, 2, 3], keepdim: true);
        var variance = (input - mean).square().mean([0, 2, 3], keepdim: true);
        if (moveStatistics)
        {
            using var frozen = no_grad();
            Move(Statistics[$"{name}.running_mean"], mean.reshape(channels));
            Move(Statistics[$"{name}.running_var"], variance.reshape(channels) * ((double)count / (count - 1)));
        }
        var (gamma, beta) = (Weights[$"{name}.weight"].reshape(1, channels, 1, 1), Weights[$"{name}.bias"].reshape(1, channels, 1, 1));
        return (input - mean) / (variance + 1e-5).sqrt() * gamma + beta;
    }

    private static void Move(Tensor running, Tensor batch) => running.copy_(running * .9 + batch * .1);
}
