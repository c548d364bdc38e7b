using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Bundled.TorchSharp.Tests;

public class DataAccess : Scoped
{
    [Fact]
    public void Reads_in_row_major_order_whatever_the_strides()
    {
        var a = arange(6, dtype: float32).view(2, 3).t();
        Assert.Equal([0f, 3f, 1f, 4f, 2f, 5f], a.data<float>().ToArray());
        Assert.Equal(4f, a.data<float>()[1, 1]);
        var part = new float[2];
        arange(6, dtype: float32).data<float>().CopyTo(part, tensorIndex: 3);
        Assert.Equal([3f, 4f], part);
    }

    [Fact]
    public void Writes_through()
    {
        var a = zeros(3);
        a.data<float>()[1] = 5;
        Values.Equal([0, 5, 0], a);
        a.data<float>().CopyFrom([1f, 2f, 3f]);
        Values.Equal([1, 2, 3], a);
    }

    [Fact]
    public void Bytes_are_the_memory_itself()
    {
        var a = tensor(new int[] { 1, 256 });
        Assert.Equal([1, 0, 0, 0, 0, 1, 0, 0], a.bytes.ToArray());
        a.bytes = new byte[] { 2, 0, 0, 0, 3, 0, 0, 0 };
        Assert.Equal([2, 3], a.data<int>().ToArray());
    }

    [Fact]
    public void One_element_becomes_a_number()
    {
        Assert.Equal(2.5f, tensor(2.5f).item<float>());
        Assert.Equal(2.5, tensor(2.5f).ToDouble());
        Assert.Equal(2, tensor(2L).ToInt32());
        Assert.Equal(3f, tensor(3).ToSingle());
        Assert.True(tensor(true).ToBoolean());
        Assert.Equal(4, (int)tensor(4));
        Assert.Throws<ArgumentException>(() => zeros(2).item<float>());
        Assert.Throws<ArgumentException>(() => zeros(1).item<double>());
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => zeros(2).ToDouble());
    }

    [Fact]
    public void A_tensor_keeps_values_of_its_own()
    {
        var values = new float[] { 1, 2 };
        var a = tensor(values);
        values[0] = 9;
        Values.Equal([1, 2], a);
    }
}
