using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Bundled.TorchSharp.Tests;

public class Comparison : Scoped
{
    [Fact]
    public void Compares_element_by_element()
    {
        var a = tensor(new float[] { 1, 2, 3 });
        var b = tensor(new float[] { 3, 2, 1 });
        Values.Equal([0, 1, 0], a == b);
        Values.Equal([1, 0, 1], a != b);
        Values.Equal([1, 0, 0], a < b);
        Values.Equal([1, 1, 0], a <= b);
        Values.Equal([0, 0, 1], a > 2);
        Values.Equal([0, 1, 1], a >= 2);
        Assert.Equal(ScalarType.Bool, a.eq(2).dtype);
    }

    [Fact]
    public void Joins_conditions()
    {
        var a = tensor(new bool[] { true, true, false, false });
        var b = tensor(new bool[] { true, false, true, false });
        Values.Equal([1, 0, 0, 0], a & b);
        Values.Equal([1, 1, 1, 0], a.logical_or(b));
        Values.Equal([0, 1, 1, 0], a ^ b);
        Values.Equal([0, 0, 1, 1], a.logical_not());
        Assert.True(a.any().item<bool>());
        Assert.False(a.all().item<bool>());
    }

    [Fact]
    public void Finds_what_is_not_a_finite_number()
    {
        var a = tensor(new float[] { float.NaN, float.PositiveInfinity, 1 });
        Values.Equal([1, 0, 0], a.isnan());
        Values.Equal([0, 1, 0], a.isinf());
        Values.Equal([0, 0, 1], a.isfinite());
        Values.Equal([0, 9, 1], a.nan_to_num(0, 9, -9));
    }

    [Fact]
    public void Equals_compares_whole_tensors_and_allclose_within_a_tolerance()
    {
        var a = tensor(new float[] { 1, 2 });
        Assert.True(a.Equals(tensor(new float[] { 1, 2 })));
        Assert.False(a.Equals(tensor(new float[] { 1, 3 })));
        Assert.True(a.allclose(a + 1e-7));
        Assert.False(a.allclose(a + 1e-2));
    }
}
