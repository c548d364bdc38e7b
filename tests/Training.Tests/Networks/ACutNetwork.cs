using AdaSapSweep.Training.Networks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Networks;

/// <summary>
/// The oracle is a masked dense network, written here from its tensors: rows, gamma and beta zero, and streams masked after each
/// addition. Nothing of the surgery's code is shared.
/// </summary>
public sealed class ACutNetwork
{
    [Theory]
    [InlineData("resnet8")]
    [InlineData("resnet20")]
    public void ComputesWhatTheMaskedDenseNetworkComputes(string architecture)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var network = Tiny.RandomNetwork(architecture, seed: 7);
        var images = Tiny.Images(5, side: 16, ScalarType.Float64);
        var gone = network.Blueprint.Groups.ToDictionary(
            g => g.Name, g => (IReadOnlyCollection<int>)Tiny.Choose(network.Blueprint.Widths[g.Name], share: 0.4, seed: g.Name.Length));
        var expected = MaskedDense.Logits(network, gone, images);
        var dense = network.Forward(images, BatchNormMode.Eval);

        ChannelSurgery.Remove(network, gone);
        var actual = network.Forward(images, BatchNormMode.Eval);

        Assert.True(Tiny.RelativeError(actual, dense) > 0.01, "the cut must matter, or equality shows nothing");
        Assert.InRange(Tiny.RelativeError(actual, expected), 0, 1e-12);
    }

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
