using AdaSapSweep.Training.Corruptions;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Corruptions;

internal static class Corrupted
{
    /// <summary>Corrupts images that lie on the host.</summary>
    public static byte[] Bytes(string kind, int severity, byte[] pixels, int count, int side, long first = 0, long seed = 1)
    {
        using var scope = NewDisposeScope();
        using var corruption = Corruption.Of(kind, severity, side, CPU);
        return corruption.Apply(tensor(pixels, [count, 3, side, side], ScalarType.Byte), first, seed).bytes.ToArray();
    }

    /// <summary>One image from a formula over (channel, y, x); values are taken modulo 256.</summary>
    public static byte[] Image(int side, Func<int, int, int, int> value) =>
        [.. Enumerable.Range(0, 3 * side * side).Select(i => (byte)value(i / (side * side), i / side % side, i % side))];

    public static byte[] Flat(int side, byte level) => Image(side, (_, _, _) => level);
}
