using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>Shrinks the image with a box filter to int(side factor) and enlarges it again, as the image library of the generator does.</summary>
/// <remarks>Rows first, then columns; whole pixels with equal weights; rounded to bytes after each pass.</remarks>
internal sealed class Pixelate : ImageOperation
{
    private readonly (Tensor Windows, Tensor Counts) _shrink;
    private readonly (Tensor Windows, Tensor Counts) _enlarge;

    public Pixelate(double factor, int side, Device device) : base(device)
    {
        var small = Math.Max(1, (int)(side * factor));
        (_shrink, _enlarge) = (Tables(side, small), Tables(small, side));
    }

    public override Tensor Apply(Tensor levels, ImageDraws draws) =>
        Pass(Pass(Pass(Pass(levels, _shrink), _shrink), _enlarge), _enlarge);

    /// <summary>Means along the last dimension, rounded half up; the last two are swapped.</summary>
    private static Tensor Pass(Tensor levels, (Tensor Windows, Tensor Counts) along)
    {
        var sums = Separable.Along(levels, along.Windows);
        return sums.mul_(2).add_(along.Counts).div_(along.Counts.mul(2)).floor_();
    }

    /// <summary>Windows: (to, from), 1 for a pixel that counts; Counts: (to, 1), how many do.</summary>
    private (Tensor Windows, Tensor Counts) Tables(int from, int to)
    {
        var (windows, counts) = (new float[to * from], new float[to]);
        for (var i = 0; i < to; i++)
        {
            var (first, end) = Window(i, from, to);
            windows.AsSpan(i * from + first, end - first).Fill(1);
            counts[i] = end - first;
        }
        return (Table(windows, to, from), Table(counts, to, 1));
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
        var inverse = 1 / width;
        while (first < end - 1 && (first - centre + 0.5) * inverse <= -0.5) first++;
        while (first < end - 1 && (end - 1 - centre + 0.5) * inverse > 0.5) end--;
        return (first, end);
    }
}
