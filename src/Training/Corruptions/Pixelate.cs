using AdaSapSweep.Training.Data;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>Shrinks the image with a box filter to int(side factor) and enlarges it again, as the image library of the generator does.</summary>
/// <remarks>Rows first, then columns; whole pixels with equal weights; rounded to bytes after each pass.</remarks>
internal sealed class Pixelate(double factor) : IImageCorruption
{
    public void Apply(ReadOnlySpan<byte> source, Span<byte> target, int side, SplitMix64 random)
    {
        var small = Math.Max(1, (int)(side * factor));
        var plane = side * side;
        for (var start = 0; start < source.Length; start += plane)
        {
            var shrunk = Resize(source.Slice(start, plane), side, small);
            Resize(shrunk, small, side).CopyTo(target[start..]);
        }
    }

    private static byte[] Resize(ReadOnlySpan<byte> plane, int from, int to)
    {
        var windows = Enumerable.Range(0, to).Select(i => Window(i, from, to)).ToArray();
        var wide = new byte[from * to];
        for (var y = 0; y < from; y++)
        {
            for (var x = 0; x < to; x++) wide[y * to + x] = Mean(plane, y * from, 1, windows[x]);
        }
        var done = new byte[to * to];
        for (var y = 0; y < to; y++)
        {
            for (var x = 0; x < to; x++) done[y * to + x] = Mean(wide, x, to, windows[y]);
        }
        return done;
    }

    /// <summary>The pixels whose centres lie within half a new pixel (at least half an old one) of the new centre.</summary>
    private static (int First, int End) Window(int position, int from, int to)
    {
        var scale = (double)from / to;
        var width = Math.Max(scale, 1);
        var centre = (position + 0.5) * scale;
        var first = Math.Max(0, (int)(centre - 0.5 * width + 0.5));
        var end = Math.Min(from, (int)(centre + 0.5 * width + 0.5));
        // The box is open below and closed above: a centre exactly on its lower edge does not count.
        while (first < end - 1 && (first - centre + 0.5) / width <= -0.5) first++;
        return (first, end);
    }

    private static byte Mean(ReadOnlySpan<byte> values, int start, int stride, (int First, int End) window)
    {
        var sum = 0;
        for (var i = window.First; i < window.End; i++) sum += values[start + i * stride];
        var count = window.End - window.First;
        return (byte)((2 * sum + count) / (2 * count));
    }
}
