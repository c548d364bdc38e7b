using AdaSapSweep.Training.Networks;
using Xunit;
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

    public static PlainNetwork CopyOf(Network network)
    {
        var plain = new PlainNetwork();
        foreach (var (name, tensor) in network.Parameters) plain.Weights.Add(name, tensor.detach().clone().requires_grad_(true));
        foreach (var (name, tensor) in network.Statistics) plain.Statistics.Add(name, tensor.detach().clone());
        return plain;
    }

    public void AssertSame(Network actual, double tolerance, int step)
    {
        foreach (var (name, tensor) in Weights.Concat(Statistics))
        {
            var found = actual.Parameters.TryGetValue(name, out var parameter) ? parameter : actual.Statistics[name];
            Assert.Equal(tensor.shape, found.shape);
            var apart = (tensor - found).abs().max().item<double>();
            Assert.True(apart <= tolerance, $"'{name}' is {apart:E1} apart after step {step}");
        }
    }

    /// <returns>Mean cross-entropy with a tenth of the target spread over all classes.</returns>
    public Tensor Loss(Tensor images, Tensor labels, bool moveStatistics)
    {
        var logs = LogProbabilities(images, moveStatistics);
        var right = logs.gather(1, labels.unsqueeze(1)).mean();
        return right * -.9 - logs.mean() * .1;
    }

    /// <param name="evaluation">Normalise by the running statistics.</param>
    public Tensor LogProbabilities(Tensor images, bool moveStatistics, bool evaluation = false)
    {
        Tensor Norm(string name, Tensor input) => evaluation ? Still(name, input) : Batch(name, input, moveStatistics);
        var stream = Norm("bn1", Conv("conv1", images, 1)).relu();
        var inner = Norm("bn2", Conv("conv2", stream, 1)).relu();
        stream = (Norm("bn3", Conv("conv3", inner, 1)) + stream).relu();
        var top = Norm("bn4", Conv("conv4", stream, 2)).relu().mean([2, 3]);
        var logits = top.matmul(Weights["linear.weight"].transpose(0, 1)) + Weights["linear.bias"];
        return logits - logits.exp().sum(1, keepdim: true).log();
    }

    private Tensor Conv(string name, Tensor input, long stride) =>
        nn.functional.conv2d(input, Weights[$"{name}.weight"], null!, strides: [stride, stride], padding: [1, 1]);

    private Tensor Batch(string name, Tensor input, bool moveStatistics)
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
        return Scaled(name, input, mean, variance);
    }

    private Tensor Still(string name, Tensor input)
    {
        var channels = input.shape[1];
        return Scaled(
            name, input, Statistics[$"{name}.running_mean"].reshape(1, channels, 1, 1), Statistics[$"{name}.running_var"].reshape(1, channels, 1, 1));
    }

    private Tensor Scaled(string name, Tensor input, Tensor mean, Tensor variance)
    {
        var channels = input.shape[1];
        var (gamma, beta) = (Weights[$"{name}.weight"].reshape(1, channels, 1, 1), Weights[$"{name}.bias"].reshape(1, channels, 1, 1));
        return (input - mean) / (variance + 1e-5).sqrt() * gamma + beta;
    }

    private static void Move(Tensor running, Tensor batch) => running.copy_(running * .9 + batch * .1);
}
