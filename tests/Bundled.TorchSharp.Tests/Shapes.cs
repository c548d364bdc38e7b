using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Bundled.TorchSharp.Tests;

public class Shapes : Scoped
{
    [Fact]
    public void Describes_a_tensor()
    {
        var a = zeros(2, 3, 4, dtype: float64);
        Assert.Equal([2L, 3L, 4L], a.shape);
        Assert.Equal(3, a.dim());
        Assert.Equal(24, a.numel());
        Assert.Equal(24, a.NumberOfElements);
        Assert.Equal(3, a.size(1));
        Assert.Equal([12L, 4L, 1L], a.stride());
        Assert.Equal(ScalarType.Float64, a.dtype);
        Assert.Equal(DeviceType.CPU, a.device.type);
        Assert.True(a.is_contiguous());
        Assert.False(a.transpose(0, 2).is_contiguous());
        Assert.Empty(tensor(1f).shape);
    }

    [Fact]
    public void Views_share_memory_and_copies_do_not()
    {
        var a = arange(6, dtype: float32);
        var view = a.view(2, 3);
        var copy = a.clone();
        view[1, 2] = tensor(100f);
        Values.Equal([0, 1, 2, 3, 4, 100], a);
        Values.Equal([0, 1, 2, 3, 4, 5], copy);
        Values.Equal([0, 3, 1, 4, 2, 100], view.t().contiguous());
        Values.Equal([0, 3, 1, 4, 2, 100], view.permute(1, 0).reshape(6));
    }

    [Fact]
    public void Adds_and_removes_dimensions()
    {
        var a = zeros(2, 1, 3);
        Assert.Equal([2L, 3L], a.squeeze(1).shape);
        Assert.Equal([2L, 3L], a.squeeze().shape);
        Assert.Equal([2L, 1L, 3L, 1L], a.unsqueeze(-1).shape);
        Assert.Equal([2L, 3L], a.flatten(1).shape);
        Assert.Equal([2L, 4L, 3L], a.expand(2, 4, 3).shape);
        Assert.Equal([4L, 1L, 3L], a.repeat(2, 1, 1).shape);
    }

    [Fact]
    public void Joins_and_parts()
    {
        var a = arange(4, dtype: float32);
        Assert.Equal([8L], cat([a, a]).shape);
        Assert.Equal([4L, 2L], stack([a, a], dim: 1).shape);
        Assert.Equal([2L, 2L], a.chunk(2).Select(part => part.numel()));
        Assert.Equal([3L, 1L], a.split(3).Select(part => part.numel()));
        Assert.Equal([1L, 3L], a.split([1, 3]).Select(part => part.numel()));
        Assert.Equal([0f, 1f, 2f, 3f], a.unbind().Select(part => part.item<float>()));
        Values.Equal([3, 2, 1, 0], a.flip(0));
        Values.Equal([3, 0, 1, 2], a.roll(1, 0));
        Values.Equal([0, 5, 2, 5], where(a % 2 == 0, a, full_like(a, 5)));
    }

    [Fact]
    public void Makes_tensors_of_every_kind()
    {
        Values.Equal([1, 1], ones(2));
        Values.Equal([0.5, 0.5], full(2, 0.5));
        Assert.Equal(ScalarType.Int64, full(2, 3).dtype);
        Assert.Equal(ScalarType.Float32, full(2, 3.0).dtype);
        Values.Equal([1, 0, 0, 1], eye(2));
        Values.Equal([2, 4], arange(2, 6, 2));
        Assert.Equal(ScalarType.Int64, arange(3).dtype);
        Assert.Equal(ScalarType.Float32, arange(0.0, 1.0, 0.5).dtype);
        Values.Equal([0, 0.5, 1], linspace(0, 1, 3));
        Values.Equal([1, 2, 3, 4], tensor(new float[,] { { 1, 2 }, { 3, 4 } }));
        Assert.Equal([2L, 2L], tensor(new float[,] { { 1, 2 }, { 3, 4 } }).shape);
        Values.Equal([1, 2], tensor(new List<int> { 1, 2 }));
        Assert.Equal(ScalarType.Int32, tensor(1).dtype);
        Assert.Equal(ScalarType.Float16, tensor(new float[] { 1 }, dtype: float16).dtype);
        Assert.Equal(ScalarType.Bool, zeros_like(ones(1), dtype: ScalarType.Bool).dtype);
        Assert.True(zeros(1, requires_grad: true).requires_grad);
        Assert.Equal(ScalarType.Float64, ones(1, dtype: float64).new_zeros(2).dtype);
        Values.Equal([0, 0], ones(1).new_zeros(2));
    }

    [Fact]
    public void Changes_type_and_device()
    {
        var a = tensor(new float[] { 1.7f, -1.7f });
        Values.Equal([1, -1], a.to(int64));
        Values.Equal([1, -1], a.to_type(ScalarType.Int32));
        Assert.Equal(ScalarType.Float64, a.@double().dtype);
        Assert.Equal(DeviceType.CPU, a.to(CPU).device_type);
        Assert.Equal("cpu", device("cpu").ToString());
        Assert.Equal(1, device("cuda:1").index);
    }

    [Fact]
    public void Multiplies_matrices()
    {
        var a = tensor(new float[] { 1, 2, 3, 4 }, [2, 2]);
        var b = tensor(new float[] { 1, 1, 0, 1 }, [2, 2]);
        Values.Equal([1, 3, 3, 7], a.matmul(b));
        Values.Equal([0, 5, 5, 0], cdist(tensor(new double[] { 0, 0, 3, 4 }, [2, 2]), tensor(new double[] { 0, 0, 3, 4 }, [2, 2])));
        Values.Equal([7], cdist(tensor(new double[] { 0, 0 }, [1, 2]), tensor(new double[] { 3, 4 }, [1, 2]), 1, compute_mode.donot_use_mm_for_euclid_dist));
        Values.Equal([1, 3, 3, 7], mm(a, b));
        Values.Equal([1, 3, 3, 7], einsum("ij,jk->ik", a, b));
        Values.Equal([5, 11], a.mv(tensor(new float[] { 1, 2 })));
        Assert.Equal([5L, 2L, 2L], zeros(5, 2, 3).bmm(zeros(5, 3, 2)).shape);
    }
}
