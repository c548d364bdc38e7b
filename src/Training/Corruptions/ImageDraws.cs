using AdaSapSweep.Training.Data;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>
/// Random integers for a batch, drawn in a few tensor operations on its device. Every image has a SplitMix64 stream of its own, found from
/// (seed, kind, severity, number of the image), and the j-th word of it is a function of j alone: so an image's draws depend neither on the
/// batch nor on the device. Only wrapping integer arithmetic is used.
/// </summary>
internal sealed class ImageDraws
{
    private const long Gamma = unchecked((long)0x9E3779B97F4A7C15);
    private readonly Tensor _keys;
    private long _taken;

    private ImageDraws(Tensor keys) => _keys = keys;

    /// <param name="first">Number of the first image in its set.</param>
    public static ImageDraws For(long seed, int kind, int severity, long first, long count, Device device) =>
        For(seed, kind, severity, arange(first, first + count, ScalarType.Int64, device));

    /// <param name="numbers">int64 (n): numbers of the images in their set.</param>
    public static ImageDraws For(long seed, int kind, int severity, Tensor numbers)
    {
        var stream = unchecked((long)SplitMix64.For(seed, kind, severity).Next());
        return new ImageDraws(Mixed(numbers.mul(Gamma).add_(stream)).unsqueeze(1));
    }

    /// <summary>The same streams, from where they are now, for some of the images.</summary>
    /// <param name="keep">Called with the tensor that the draws live on, which a dispose scope may have to hold longer.</param>
    public ImageDraws At(Tensor places, Func<Tensor, Tensor> keep) => new(keep(_keys.index_select(0, places))) { _taken = _taken };

    /// <summary>Uniform in 0..65535: int64 (n, shape).</summary>
    public Tensor Bits16(params ReadOnlySpan<long> shape) => Pieces(16, shape);

    /// <summary>Uniform in 0..2^32-1: int64 (n, shape).</summary>
    public Tensor Bits32(params ReadOnlySpan<long> shape) => Pieces(32, shape);

    private Tensor Pieces(int bits, ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (var length in shape) count *= length;
        var each = 64 / bits;
        var words = Words((count + each - 1) / each);
        long[] shifts = [.. Enumerable.Range(0, each).Select(piece => (long)piece * bits)];
        var pieces = words.unsqueeze(2).bitwise_right_shift(tensor(shifts, [1, 1, each], ScalarType.Int64).to(words.device));
        var masked = pieces.bitwise_and(tensor((1L << bits) - 1));
        return masked.reshape(words.shape[0], -1).narrow(1, 0, count).reshape([words.shape[0], .. shape]);
    }

    private Tensor Words(long count)
    {
        var places = arange(_taken + 1, _taken + count + 1, ScalarType.Int64, _keys.device).mul_(Gamma);
        _taken += count;
        return Mixed(_keys.add(places));
    }

    /// <summary>SplitMix64's output function; it works in place.</summary>
    private static Tensor Mixed(Tensor z) =>
        Folded(Folded(Folded(z, 30).mul_(unchecked((long)0xBF58476D1CE4E5B9)), 27).mul_(unchecked((long)0x94D049BB133111EB)), 31);

    /// <summary>z xor (z shifted right without its sign).</summary>
    private static Tensor Folded(Tensor z, int bits)
    {
        using var scope = NewDisposeScope();
        return z.bitwise_xor(z.bitwise_right_shift(tensor((long)bits)).bitwise_and(tensor((1L << 64 - bits) - 1))).MoveToOuterDisposeScope();
    }
}
