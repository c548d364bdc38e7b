using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests;

/// <summary>Numbers printed with six decimals.</summary>
internal static class Close
{
    public static void To(double[] expected, Tensor actual, double tolerance = 6e-7)
    {
        var numbers = Tiny.Numbers(actual);
        Assert.Equal(expected.Length, numbers.Length);
        for (var i = 0; i < numbers.Length; i++) Assert.Equal(expected[i], numbers[i], tolerance);
    }
}
