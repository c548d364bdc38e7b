using AdaSapSweep.Training.Networks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Networks;

public sealed class ACutNetwork
{
    [Fact]
    public void IsSmallerInEveryTensorOfTheGroupAndInItsShadows()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.RandomNetwork("resnet8", seed: 1);
        var momentum = network.Parameters.ToDictionary(p => p.Key, p => zeros_like(p.Value));
        momentum["linear.weight"] = arange(640, ScalarType.Float64).reshape(10, 64);

        ChannelSurgery.Remove(network, new Dictionary<string, IReadOnlyCollection<int>> { ["s3"] = [0, 63] }, momentum);

        Assert.Equal([62, 64, 3, 3], network.Parameters["layer3.0.conv2.weight"].shape);
        Assert.Equal([62], network.Statistics["layer3.0.bn2.running_var"].shape);
        Assert.All(momentum, m => Assert.Equal(network.Parameters[m.Key].shape, m.Value.shape));
        Assert.Equal(65, momentum["linear.weight"][1, 0].item<double>());
        Assert.Equal(NetworkCosts.ParametersOf(network.Blueprint), network.Parameters.Sum(p => p.Value.numel()));
    }

    [Fact]
    public void StillTrains()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.RandomNetwork("resnet8", seed: 1);
        ChannelSurgery.Remove(network, new Dictionary<string, IReadOnlyCollection<int>> { ["s1"] = [3], ["layer1.0.inner"] = [0, 1] });
        var loss = network.Forward(Tiny.Images(4, 8, ScalarType.Float64), BatchNormMode.Train).square().mean();
        var gradients = autograd.grad([loss], [.. network.Parameters.Values]);
        Assert.All(gradients.Zip(network.Parameters.Values), pair => Assert.Equal(pair.Second.shape, pair.First.shape));
        Assert.All(gradients, g => Assert.True(g.isfinite().all().item<bool>()));
    }
}
