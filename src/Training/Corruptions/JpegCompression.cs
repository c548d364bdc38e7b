using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>
/// What a baseline JPEG file keeps of an image: YCbCr, chroma halved in both directions, 8 x 8 transform, quantisation, and all the way back, in the
/// integer arithmetic of the Independent JPEG Group's library. The lossless coding in between is left out.
/// </summary>
internal sealed class JpegCompression : ImageOperation
{
    private const long Unit = 16;
    private readonly Tensor _transform;
    private readonly Tensor _luminance;
    private readonly Tensor _chrominance;
    private readonly Tensor _chromaBias;
    private readonly Tensor _padding;
    private readonly long _side;
    private readonly long _padded;

    /// <param name="quality">1 to 100.</param>
    public JpegCompression(int quality, int side, Device device) : base(device)
    {
        (_side, _padded) = (side, (side + Unit - 1) / Unit * Unit);
        _transform = Table(JpegTables.Transform());
        _luminance = Table(JpegTables.Divisors(chrominance: false, quality), 1, 8, 8);
        _chrominance = Table(JpegTables.Divisors(chrominance: true, quality), 1, 8, 8);
        // Halving rounds down and up in turn, so that no mean moves.
        _chromaBias = Table([.. Enumerable.Range(0, (int)_padded / 2).Select(i => i % 2 == 0 ? 1f : 2f)], 1, 1, 1, _padded / 2);
        _padding = Table([.. Enumerable.Range(0, (int)_padded).Select(i => (long)Math.Min(i, side - 1))], _padded);
    }

    public override Tensor Apply(Tensor levels, ImageDraws draws)
    {
        var image = _padded == _side ? levels : levels.index_select(2, _padding).index_select(3, _padding);
        var (red, green, blue) = (image.narrow(1, 0, 1), image.narrow(1, 1, 1), image.narrow(1, 2, 1));
        var brightness = Fixed(red, 19_595, green, 38_470, blue, 7_471, 32_768);
        var blueness = Fixed(red, -11_059, green, -21_709, blue, 32_768, (128 << 16) + 32_767);
        var redness = Fixed(red, 32_768, green, -27_439, blue, -5_329, (128 << 16) + 32_767);
        var luma = Coded(brightness, _luminance).narrow(2, 0, _side).narrow(3, 0, _side);
        var chroma = Enlarged(Coded(Halved(cat(new[] { blueness, redness }, 1)), _chrominance)).sub_(128);
        return Colours(luma, chroma.narrow(1, 0, 1), chroma.narrow(1, 1, 1));
    }

    /// <summary>A sum with weights in 2^-16; every term and sum is a whole number that float32 holds.</summary>
    private static Tensor Fixed(Tensor a, int forA, Tensor b, int forB, Tensor c, int forC, int rounding) =>
        a.mul(forA).add_(b.mul(forB)).add_(c.mul(forC)).add_(rounding).mul_(1.0 / 65_536).floor_();

    private static Tensor Colours(Tensor luma, Tensor blueness, Tensor redness)
    {
        var red = redness.mul(91_881).add_(32_768).mul_(1.0 / 65_536).floor_();
        var green = blueness.mul(-22_554).add_(redness.mul(-46_802)).add_(32_768).mul_(1.0 / 65_536).floor_();
        var blue = blueness.mul(116_130).add_(32_768).mul_(1.0 / 65_536).floor_();
        return cat(new[] { red, green, blue }, 1).add_(luma).clamp_(0, 255);
    }

    private Tensor Halved(Tensor chroma)
    {
        Tensor Part(long top, long left) => chroma.slice(2, top, _padded, 2).slice(3, left, _padded, 2);
        return Part(0, 0).add(Part(0, 1)).add_(Part(1, 0)).add_(Part(1, 1)).add_(_chromaBias).mul_(0.25).floor_();
    }

    /// <summary>Transformed in blocks, divided, rounded, and back again.</summary>
    private Tensor Coded(Tensor samples, Tensor divisors)
    {
        var (n, channels, side) = (samples.shape[0], samples.shape[1], samples.shape[3]);
        var blocks = samples.sub(128).reshape(n * channels, side / 8, 8, side / 8, 8).transpose(2, 3).reshape(-1, 8, 8).to(ScalarType.Float64);
        var forward = Pass(Pass(blocks, _transform, 11), _transform, 15);
        // The transform is scaled by 8. Rounding is half away from zero.
        var whole = forward.abs().add_(divisors.mul(4)).div_(divisors.mul(8)).floor_();
        var coefficients = forward.sign_().mul_(whole).mul_(divisors);
        var back = _transform.t();
        var decoded = Pass(Pass(coefficients.transpose(1, 2), back, 11), back, 18).transpose(1, 2).add_(128).clamp_(0, 255).to(ScalarType.Float32);
        return decoded.reshape(n * channels, side / 8, side / 8, 8, 8).transpose(2, 3).reshape(n, channels, side, side);
    }

    /// <summary>Transforms the last dimension, divides by 2^bits, rounds half up, and swaps the last two.</summary>
    private static Tensor Pass(Tensor blocks, Tensor matrix, int bits)
    {
        var mapped = blocks.reshape(-1, 8).matmul(matrix.t()).add_(1 << (bits - 1)).mul_(1.0 / (1 << bits)).floor_();
        return mapped.reshape(-1, 8, 8).transpose(1, 2);
    }

    /// <summary>Doubles both sides: three parts of the nearest sample to one of the next nearest, either way.</summary>
    private Tensor Enlarged(Tensor chroma)
    {
        var half = (_side + 1) / 2;
        var known = chroma.narrow(2, 0, half).narrow(3, 0, half);
        var rows = Doubled(known, 2);
        var both = Doubled(rows, 3);
        // Even columns round half up, odd ones half down.
        both.slice(3, 0, 2 * half, 2).add_(8);
        both.slice(3, 1, 2 * half, 2).add_(7);
        return both.mul_(1.0 / 16).floor_().narrow(2, 0, _side).narrow(3, 0, _side);
    }

    private static Tensor Doubled(Tensor samples, int dimension)
    {
        var length = samples.shape[dimension];
        var before = cat(new[] { samples.narrow(dimension, 0, 1), samples.narrow(dimension, 0, length - 1) }, dimension);
        var after = cat(new[] { samples.narrow(dimension, 1, length - 1), samples.narrow(dimension, length - 1, 1) }, dimension);
        var near = samples.mul(3);
        long[] shape = [.. samples.shape];
        shape[dimension] *= 2;
        return stack(new[] { near.add(before), near.add(after) }, dimension + 1).reshape(shape);
    }
}
