using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Bundled.TorchSharp.Tests;

/// <summary>Reads and compares the elements of tensors.</summary>
internal static class Values
{
    public static float[] Floats(this Tensor tensor)
    {
        using var plain = tensor.to_type(ScalarType.Float32).contiguous();
        return plain.data<float>().ToArray();
    }

    public static double[] Doubles(this Tensor tensor)
    {
        using var plain = tensor.to_type(ScalarType.Float64).contiguous();
        return plain.data<double>().ToArray();
    }

    public static void Equal(double[] expected, Tensor actual, double tolerance = 1e-5)
    {
        var values = actual.Doubles();
        Assert.Equal(expected.Length, values.Length);
        for (var k = 0; k < expected.Length; k++) Assert.Equal(expected[k], values[k], tolerance);
    }
}
