using Xunit;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace AdaSapSweep.Bundled.TorchSharp.Tests;

public class Gradients : Scoped
{
    [Fact]
    public void Of_a_small_network_agree_with_finite_differences()
    {
        manual_seed(11);
        var x = randn(3, 2, 5, 5, dtype: float64);
        var labels = tensor(new long[] { 0, 2, 1 });
        Tensor[] parameters =
        [
            randn(4, 2, 3, 3, dtype: float64), ones(4, dtype: float64) * 1.3, randn(4, dtype: float64), randn(3, 4, dtype: float64), randn(3, dtype: float64), x,
        ];
        foreach (var parameter in parameters) parameter.requires_grad_();

        Tensor Loss(Tensor[] p)
        {
            var y = F.conv2d(p[5], p[0], padding: [1, 1]);
            y = F.softplus(F.batch_norm(y, zeros(4, dtype: float64), ones(4, dtype: float64), p[1], p[2], training: true));
            y = F.adaptive_avg_pool2d(F.max_pool2d(y, 2), 1).flatten(1);
            return F.cross_entropy(F.linear(y, p[3], p[4]), labels);
        }

        var gradients = autograd.grad([Loss(parameters)], parameters);

        using var off = no_grad();
        const double Step = 1e-6;
        for (var which = 0; which < parameters.Length; which++)
        {
            var flat = parameters[which].view(-1);
            var expected = new double[flat.numel()];
            for (var k = 0; k < expected.Length; k++)
            {
                var entry = flat.narrow(0, k, 1);
                entry.add_(Step);
                var above = Loss(parameters).item<double>();
                entry.sub_(2 * Step);
                var below = Loss(parameters).item<double>();
                entry.add_(Step);
                expected[k] = (above - below) / (2 * Step);
            }
            Values.Equal(expected, gradients[which], 1e-6);
        }
    }

    [Fact]
    public void Go_to_the_inputs_alone()
    {
        var x = ones(2, requires_grad: true);
        var w = full(2, 3.0, requires_grad: true);
        var gradients = autograd.grad([(x * w).sum()], [x]);
        Values.Equal([3, 3], Assert.Single(gradients));
        Assert.True(x.grad is null);
        Assert.True(w.grad is null);
        Assert.False(gradients[0].requires_grad);
    }

    [Fact]
    public void Are_weighted_by_grad_outputs()
    {
        var x = tensor(new float[] { 1, 2 }, requires_grad: true);
        Values.Equal([20, 120], autograd.grad([x * x], [x], [tensor(new float[] { 10, 30 })])[0]);
    }

    [Fact]
    public void Can_be_taken_twice_when_the_graph_is_kept()
    {
        var x = tensor(3.0, requires_grad: true);
        var y = x.pow(3);
        Values.Equal([27], autograd.grad([y], [x], retain_graph: true)[0]);
        Values.Equal([27], autograd.grad([y], [x])[0]);
    }

    [Fact]
    public void Of_gradients_exist_when_asked_for()
    {
        var x = tensor(3.0, requires_grad: true);
        var first = autograd.grad([x.pow(3)], [x], create_graph: true)[0];
        Assert.True(first.requires_grad);
        Values.Equal([18], autograd.grad([first], [x])[0]);
    }

    [Fact]
    public void Are_invalid_where_an_unused_input_is_allowed()
    {
        var x = tensor(3.0, requires_grad: true);
        var unused = tensor(3.0, requires_grad: true);
        var gradients = autograd.grad([x * 2], [x, unused], allow_unused: true);
        Values.Equal([2], gradients[0]);
        Assert.True(gradients[1].IsInvalid);
    }

    [Fact]
    public void Pile_up_in_the_leaves_on_backward()
    {
        var x = tensor(new float[] { 1, 2 }, requires_grad: true);
        Assert.True(x.is_leaf);
        var y = x * x;
        Assert.False(y.is_leaf);
        y.sum().backward();
        (x * 3).sum().backward();
        Values.Equal([5, 7], x.grad!);
        x.grad = null;
        Assert.True(x.grad is null);
    }

    [Fact]
    public void Stop_at_what_is_detached()
    {
        var x = tensor(2.0, requires_grad: true);
        var y = x * x.detach();
        Values.Equal([2], autograd.grad([y], [x])[0]);
        Assert.False((x * 2).detach_().requires_grad);
    }

    [Fact]
    public void Are_not_recorded_inside_no_grad()
    {
        var x = ones(1, requires_grad: true);
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x * 2).requires_grad);
            using (enable_grad()) Assert.True((x * 2).requires_grad);
            Assert.False((x * 2).requires_grad);
            x.add_(1);
        }
        Assert.True(is_grad_enabled());
        Assert.True((x * 2).requires_grad);
        using (set_grad_enabled(false)) Assert.False((x * 2).requires_grad);
        using (inference_mode()) Assert.False((x * 2).requires_grad);
        Values.Equal([2], x);
    }
}
