namespace AdaSapSweep.Training.Corruptions;

/// <summary>Which position inside stands in for one outside: (position, side) to 0..side-1.</summary>
internal static class Borders
{
    /// <summary>The edge, repeated.</summary>
    public static int Nearest(int position, int side) => Math.Clamp(position, 0, side - 1);

    /// <summary>The mirror image without the edge itself: -1 is 1.</summary>
    public static int Reflect101(int position, int side)
    {
        if (side == 1) return 0;
        var period = 2 * (side - 1);
        var folded = Math.Abs(position) % period;
        return Math.Min(folded, period - folded);
    }

    /// <summary>The mirror image with the edge: -1 is 0.</summary>
    public static int Reflect(int position, int side)
    {
        var folded = ((position % (2 * side)) + 2 * side) % (2 * side);
        return Math.Min(folded, 2 * side - 1 - folded);
    }
}
