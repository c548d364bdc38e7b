using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Bundled.TorchSharp.Tests;

public class Reductions : Scoped
{
    private readonly Tensor _a;

    public Reductions() => _a = tensor(new double[] { 1, 5, 3, 2, 4, 9 }, [2, 3]);

    [Fact]
    public void Sums_and_means_over_all_or_some_dimensions()
    {
        Assert.Equal(24, _a.sum().item<double>());
        Values.Equal([3, 9, 12], _a.sum(dim: 0));
        Values.Equal([9, 15], _a.sum(1, keepdim: true));
        Assert.Equal([2L, 1L], _a.sum(1, keepdim: true).shape);
        Values.Equal([24], _a.sum([0, 1]));
        Assert.Equal(4, _a.mean().item<double>());
        Values.Equal([3, 5], _a.mean([1]));
        Assert.Equal(ScalarType.Float32, _a.sum(dim: 0, type: float32).dtype);
        Assert.Equal(1080, _a.prod().item<double>());
    }

    [Fact]
    public void Variance_is_unbiased_unless_asked_otherwise()
    {
        Values.Equal([4, 13], _a.var(1));
        Values.Equal([8.0 / 3, 26.0 / 3], _a.var(1, unbiased: false));
        Values.Equal([2, Math.Sqrt(13)], _a.std(1, unbiased: true));
        Assert.Equal(8, _a.var().item<double>(), 9);
        Assert.Equal(Math.Sqrt(8), _a.std().item<double>(), 9);
    }

    [Fact]
    public void Extremes_come_with_their_places()
    {
        Assert.Equal(9, _a.max().item<double>());
        Assert.Equal(1, _a.min().item<double>());
        var (values, places) = _a.max(1);
        Values.Equal([5, 9], values);
        Values.Equal([1, 2], places);
        Values.Equal([5, 9], _a.amax([1]));
        Values.Equal([1, 4, 3], _a.amin([0L]));
        Assert.Equal(5, _a.argmax().item<long>());
        Values.Equal([0, 1, 0], _a.argmin(0));
        Values.Equal([1, 2], _a.argmax(1));
    }

    [Fact]
    public void Sorts_and_selects()
    {
        var (sorted, places) = _a.sort(1, descending: true);
        Values.Equal([5, 3, 1, 9, 4, 2], sorted);
        Values.Equal([1, 2, 0, 2, 1, 0], places);
        Values.Equal([0, 2, 1, 0, 1, 2], _a.argsort());
        var (top, where) = _a.flatten().topk(2);
        Values.Equal([9, 5], top);
        Values.Equal([5, 1], where);
        var (third, at) = _a.flatten().kthvalue(3, 0);
        Assert.Equal(3, third.item<double>());
        Assert.Equal(2, at.item<long>());
        Values.Equal([1, 6, 9, 2, 6, 15], _a.cumsum(1));
    }

    [Fact]
    public void Norms_follow_their_order()
    {
        var a = tensor(new float[] { 3, -4 });
        Assert.Equal(5, a.norm().item<float>(), 5);
        Assert.Equal(7, a.norm(1f).item<float>(), 5);
        Assert.Equal(5, linalg.vector_norm(a).item<float>(), 5);
        Assert.Equal(4, linalg.vector_norm(a, double.PositiveInfinity).item<float>(), 5);
        Values.Equal([Math.Sqrt(17), Math.Sqrt(32)], linalg.vector_norm(tensor(new float[] { 1, 4, 4, 4 }, [2, 2]), 2, [1]));
    }
}
