using System.Runtime.InteropServices;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Bundled.TorchSharp.Tests;

public class Errors : Scoped
{
    [Fact]
    public void Of_shapes_arrive_with_the_text_of_LibTorch()
    {
        var error = Assert.Throws<ExternalException>(() => zeros(2) + zeros(3));
        Assert.Contains("The size of tensor a (2) must match the size of tensor b (3)", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ExternalException>(() => zeros(2, 3).matmul(zeros(2, 3)));
        Assert.Contains("shapes cannot be multiplied", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_gradients_arrive_too()
    {
        var error = Assert.Throws<ExternalException>(() => zeros(1).backward());
        Assert.Contains("does not require grad", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Do_not_spoil_the_next_call()
    {
        Assert.Throws<ExternalException>(() => zeros(2, 3).view(5));
        Values.Equal([0, 0], zeros(2));
    }

    [Fact]
    public void Of_places_out_of_range_name_them()
    {
        var error = Assert.Throws<ExternalException>(() => zeros(3).index_select(0, tensor(new long[] { 3 })));
        Assert.Contains("out of range", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuse_values_that_do_not_fill_the_shape() =>
        Assert.Throws<ArgumentException>(() => tensor(new float[] { 1, 2, 3 }, [2, 2]));
}
