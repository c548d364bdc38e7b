using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Masks;

/// <summary>Brings weights to the host, where masks are decided. It waits for the device; it happens once a mask, not once a step.</summary>
internal static class HostValues
{
    /// <summary>In row-major order; read in place where they lie so in the host's memory. They hold as long as the caller's dispose scope.</summary>
    public static ReadOnlySpan<float> Of(Tensor values) =>
        MemoryMarshal.Cast<byte, float>(values.detach().to(ScalarType.Float32).cpu().contiguous().bytes);

    public static double[] Doubles(Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.detach().to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
    }

    /// <summary>Those of all, one after the other.</summary>
    public static float[] Joined(IReadOnlyCollection<Tensor> parts)
    {
        var all = new float[parts.Sum(part => part.numel())];
        var start = 0;
        foreach (var part in parts)
        {
            using var scope = NewDisposeScope();
            var values = Of(part);
            values.CopyTo(all.AsSpan(start));
            start += values.Length;
        }
        return all;
    }
}
