using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Bundled.TorchSharp.Tests;

public class Indexing : Scoped
{
    private readonly Tensor _a;

    public Indexing() => _a = arange(12, dtype: float32).view(3, 4);

    [Fact]
    public void Takes_numbers_slices_none_and_ellipsis()
    {
        Values.Equal([4, 5, 6, 7], _a[1]);
        Assert.Equal(6, _a[1, 2].item<float>());
        Assert.Equal(11, _a[-1, -1].item<float>());
        Values.Equal([1, 5, 9], _a[TensorIndex.Colon, 1]);
        Values.Equal([5, 6, 9, 10], _a[1.., 1..3]);
        Values.Equal([0, 2, 4, 6], _a[..2, TensorIndex.Slice(step: 2)]);
        Values.Equal([3, 7, 11], _a[TensorIndex.Ellipsis, -1]);
        Assert.Equal([3L, 1L, 4L], _a[TensorIndex.Colon, TensorIndex.None].shape);
    }

    [Fact]
    public void Takes_lists_of_places_and_masks()
    {
        var rows = tensor(new long[] { 2, 0 });
        Values.Equal([8, 9, 10, 11, 0, 1, 2, 3], _a[rows]);
        Values.Equal([9, 2], _a.index(rows, tensor(new long[] { 1, 2 })));
        Values.Equal([9, 1], _a[TensorIndex.Tensor(rows), 1]);
        Values.Equal([10, 11], _a[_a > 9]);
        Values.Equal([10, 11], _a.masked_select(_a > 9));
        Values.Equal([8, 0], _a.index_select(0, rows)[.., 0]);
        Values.Equal([2, 2, 2, 3], (_a > 9).nonzero());
    }

    [Fact]
    public void Assigns_to_parts()
    {
        _a[0, 0] = tensor(-1f);
        _a[1.., 0] = tensor(new float[] { -2, -3 });
        Values.Equal([-1, -2, -3], _a[.., 0]);
        _a[_a < 0] = tensor(0f);
        Assert.Equal(0, _a[.., 0].sum().item<float>());
        _a.index_put_(tensor(5f), [tensor(new long[] { 1, 1 }), tensor(new long[] { 1, 1 })], accumulate: true);
        Assert.Equal(15, _a[1, 1].item<float>());
    }

    [Fact]
    public void Gathers_and_scatters()
    {
        var places = tensor(new long[] { 0, 3, 1 }).view(3, 1);
        Values.Equal([0, 7, 9], _a.gather(1, places));
        Values.Equal([0, 0, 0, 1], zeros(1, 4).scatter_(1, tensor(new long[] { 3 }).view(1, 1), ones(1, 1)));
        Values.Equal([1, 2, 0], zeros(3).index_add_(0, tensor(new long[] { 0, 1, 1 }), ones(3), 1));
        Values.Equal([7, 0, 8], zeros(3).index_copy_(0, tensor(new long[] { 2, 0 }), tensor(new float[] { 8, 7 })));
        Values.Equal([0, 0, 9, 9], arange(4, dtype: float32).masked_fill(arange(4) > 1, 9).masked_fill_(arange(4) < 2, 0));
    }

    [Fact]
    public void Index_chains_keep_their_gradient()
    {
        var a = _a.detach().clone().requires_grad_();
        var grads = autograd.grad([(a[1..][tensor(new long[] { 0 })] * 3).sum()], [a]);
        Values.Equal([0, 0, 0, 0, 3, 3, 3, 3, 0, 0, 0, 0], grads[0]);
    }
}
