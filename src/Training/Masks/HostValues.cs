using static TorchSharp.torch;

namespace AdaSapSweep.Training.Masks;

/// <summary>Brings weights to the host, where masks are decided. It waits for the device; it happens once a mask, not once a step.</summary>
internal static class HostValues
{
    public static float[] Of(Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.detach().to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
    }

    public static double[] Doubles(Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.detach().to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
    }

    /// <summary>All of them, one after the other.</summary>
    public static float[] Joined(IReadOnlyCollection<float[]> parts)
    {
        var all = new float[parts.Sum(part => part.Length)];
        var start = 0;
        foreach (var part in parts)
        {
            part.CopyTo(all, start);
            start += part.Length;
        }
        return all;
    }
}
