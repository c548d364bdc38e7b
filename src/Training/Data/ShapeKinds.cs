namespace AdaSapSweep.Training.Data;

/// <summary>The ten classes of <c>shapes</c>, each as a test of a point in the frame of the shape, whose radius is 1.</summary>
/// <remarks>No class is the mirror image or a rotation of another, so flips and rotations keep the label.</remarks>
internal static class ShapeKinds
{
    public static readonly Func<double, double, bool>[] All =
        [Disc, Square, Triangle, Cross, Ring, Frame, Bar, Pair, Stripes, Checks];

    private static bool Disc(double u, double v) => u * u + v * v <= 0.72;

    private static bool Square(double u, double v) => Math.Max(Math.Abs(u), Math.Abs(v)) <= 0.72;

    private static bool Triangle(double u, double v) => v <= 0.5 && 0.8660254037844386 * Math.Abs(u) - 0.5 * v <= 0.5;

    private static bool Cross(double u, double v) =>
        Math.Min(Math.Abs(u), Math.Abs(v)) <= 0.26 && Math.Max(Math.Abs(u), Math.Abs(v)) <= 0.95;

    private static bool Ring(double u, double v) => u * u + v * v is <= 0.9 and >= 0.26;

    private static bool Frame(double u, double v) => Math.Max(Math.Abs(u), Math.Abs(v)) is <= 0.8 and >= 0.42;

    private static bool Bar(double u, double v) => Math.Abs(u) <= 1 && Math.Abs(v) <= 0.3;

    private static bool Pair(double u, double v) => (Math.Abs(u) - 0.62) * (Math.Abs(u) - 0.62) + v * v <= 0.16;

    private static bool Stripes(double u, double v) => Math.Abs(u) <= 0.9 && Math.Abs(v) is <= 0.18 or (>= 0.54 and <= 0.9);

    private static bool Checks(double u, double v) => Math.Max(Math.Abs(u), Math.Abs(v)) <= 0.84 && u * v > 0;
}
