namespace AdaSapSweep.Training.Corruptions;

/// <summary>From [0, 1] to a byte as the generator of the published sets does it: clip, times 255, cut off what follows the point.</summary>
internal static class Quantise
{
    public static byte ToByte(double value) => (byte)(Math.Clamp(value, 0, 1) * 255);
}
