namespace AdaSapSweep.Training.Data;

/// <summary>Where a figure lies: centre and radius in pixels, rotation as cosine and sine.</summary>
internal readonly record struct Placement(double X, double Y, double Radius, double Cos, double Sin)
{
    /// <summary>Any rotation; the centre up to <paramref name="slack"/> pixels from the middle along each axis.</summary>
    public static Placement Random(SplitMix64 random, int side, double radius, double slack)
    {
        double cos, sin, square;
        do
        {
            // A point in the disc, scaled to the circle: a random rotation without cosine or sine, whose last bits differ between machines.
            cos = 2 * random.NextDouble() - 1;
            sin = 2 * random.NextDouble() - 1;
            square = cos * cos + sin * sin;
        }
        while (square is > 1 or < 0.01);
        var length = Math.Sqrt(square);
        var x = 0.5 * side + slack * (2 * random.NextDouble() - 1);
        var y = 0.5 * side + slack * (2 * random.NextDouble() - 1);
        return new Placement(x, y, radius, cos / length, sin / length);
    }

    public (double U, double V) ToShape(double x, double y)
    {
        var (dx, dy) = ((x - X) / Radius, (y - Y) / Radius);
        return (Cos * dx + Sin * dy, Cos * dy - Sin * dx);
    }

    /// <summary>Pixels that the figure can reach; corners lie within 1.5 radii.</summary>
    public (int First, int Last) Columns(int side) => Span(X, side);

    public (int First, int Last) Rows(int side) => Span(Y, side);

    private (int First, int Last) Span(double centre, int side) =>
        (Math.Max(0, (int)(centre - 1.5 * Radius)), Math.Min(side - 1, (int)(centre + 1.5 * Radius)));
}
