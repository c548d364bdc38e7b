using static TorchSharp.torch;
using TorchSharp;
using Xunit;
using F = TorchSharp.torch.nn.functional;

namespace AdaSapSweep.Bundled.TorchSharp.Tests;

public class A_small_network
{
    [Fact]
    public void has_gradients_that_reach_its_weights()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var x = randn(2, 3, 8, 8);
        var w = randn(4, 3, 3, 3, requires_grad: true);
        var y = F.conv2d(x, w, padding: [1, 1]);
        var g = ones(4, requires_grad: true);
        var b = zeros(4, requires_grad: true);
        y = F.relu(F.batch_norm(y, zeros(4), ones(4), g, b, training: true));
        y = F.adaptive_avg_pool2d(y, 1).flatten(1);
        var loss = F.cross_entropy(y, tensor(new long[] { 1, 2 }));
        var grads = autograd.grad([loss], [w, g, b]);
        Assert.Equal(w.shape, grads[0].shape);
        Assert.True(grads[0].abs().sum().item<float>() > 0);
        Assert.Equal(5f, arange(6, dtype: float32).view(2, 3)[1, 2].item<float>());
        Assert.Equal([1f, 4f], arange(6, dtype: float32).view(2, 3)[.., 1].data<float>().ToArray());
        Assert.Equal([3f, 4f, 5f], arange(6, dtype: float32)[arange(6) > 2].data<float>().ToArray());
        Assert.Equal(3, (tensor(1.0) + 2).ToDouble());
    }
}
