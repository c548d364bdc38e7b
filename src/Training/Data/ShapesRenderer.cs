using AdaSapSweep.ImageSets;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Training.Data;

/// <summary>
/// The <c>shapes</c> data set: ten kinds of figure at random place, size, rotation and colour, over a colour gradient with clutter and
/// noise. Image i of a stream follows from (seed, stream, i) alone and shows class i mod 10, so a shorter set is a balanced prefix of
/// a longer one. Only + - * / and square roots are used, which IEEE 754 rounds exactly: the bytes are the same on every machine.
/// </summary>
public static class ShapesRenderer
{
    public const int Classes = DataSets.ShapesClasses;
    public const int DefaultSide = 32;
    public const int DefaultTrainImages = 2000;
    public const int DefaultTestImages = 500;
    public const int TrainStream = 0;
    public const int TestStream = 1;

    /// <summary>Measured over 5,000 images and rounded; constants, so that a network does not depend on the number of images.</summary>
    public static readonly ChannelValues Mean = new(0.387, 0.387, 0.387);

    public static readonly ChannelValues Deviation = new(0.223, 0.223, 0.223);

    private const int SmallestSide = 8;
    private const int LargestSide = 128;
    private const int MostBytes = 1 << 30;
    private const int Samples = 3;
    private const int Clutter = 3;
    private const int Shades = 140;
    private const int LeastDistance = 110;

    /// <param name="stream"><see cref="TrainStream"/> or <see cref="TestStream"/>; any other number is a stream of its own.</param>
    /// <exception cref="DataSetException">The side or the count is out of range.</exception>
    public static RawImages Render(long seed, int stream, int count, int side)
    {
        if (side is < SmallestSide or > LargestSide)
            throw new DataSetException($"shapes: image_size {side} is not in {SmallestSide}..{LargestSide}");
        if (count < 1 || 3L * side * side * count > MostBytes)
            throw new DataSetException($"shapes: {count} images of {side} x {side} are none, or more than {MostBytes} bytes");
        var pixels = new byte[count * 3 * side * side];
        var labels = new byte[count];
        Parallel.For(0, count, SlotThreads.Share(), i =>
        {
            labels[i] = (byte)(i % Classes);
            var canvas = new double[3 * side * side];
            Draw(canvas, side, ShapeKinds.All[labels[i]], SplitMix64.For(seed, stream, i));
            var start = i * canvas.Length;
            for (var k = 0; k < canvas.Length; k++) pixels[start + k] = (byte)(Math.Clamp(canvas[k], 0, 255) + 0.5);
        });
        return new RawImages(pixels, labels, side);
    }

    private static void Draw(double[] canvas, int side, Func<double, double, bool> shape, SplitMix64 random)
    {
        var (from, to, ink) = Colours(random);
        Background(canvas, side, from, to, random);
        for (var i = 0; i < Clutter; i++) Speck(canvas, side, random);
        var radius = side * random.Between(0.30, 0.44);
        var slack = 0.46 * side - 0.8 * radius;
        Figure(canvas, side, shape, Placement.Random(random, side, radius, slack), ink);
        var strength = random.Between(8, 32);
        for (var k = 0; k < canvas.Length; k++) canvas[k] += strength * (random.NextDouble() + random.NextDouble() - 1);
    }

    /// <summary>
    /// Two dark colours for the background and a bright one for the figure, which must stand out from both. With every colour in both
    /// roles a thousand images do not suffice to learn the figures (40 % of a test set instead of 90 %, resnet8, 10 epochs).
    /// </summary>
    private static (double[] From, double[] To, double[] Ink) Colours(SplitMix64 random)
    {
        double[] from = Colour(random, 0), to = Colour(random, 0), ink;
        for (var c = 0; c < 3; c++) to[c] = 0.5 * (from[c] + to[c]);
        do ink = Colour(random, 255 - Shades);
        while (Distance(ink, from) < LeastDistance || Distance(ink, to) < LeastDistance);
        return (from, to, ink);
    }

    private static double[] Colour(SplitMix64 random, int darkest) =>
        [darkest + random.Below(Shades + 1), darkest + random.Below(Shades + 1), darkest + random.Below(Shades + 1)];

    private static double Distance(double[] a, double[] b)
    {
        double sum = 0;
        for (var c = 0; c < 3; c++) sum += (a[c] - b[c]) * (a[c] - b[c]);
        return Math.Sqrt(sum);
    }

    private static void Background(double[] canvas, int side, double[] from, double[] to, SplitMix64 random)
    {
        var place = Placement.Random(random, side, 0.75 * side, 0);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var (u, _) = place.ToShape(x + 0.5, y + 0.5);
                var share = Math.Clamp(0.5 + 0.5 * u, 0, 1);
                for (var c = 0; c < 3; c++) canvas[(c * side + y) * side + x] = from[c] + share * (to[c] - from[c]);
            }
        }
    }

    /// <summary>A small disc or bar anywhere, under the figure.</summary>
    private static void Speck(double[] canvas, int side, SplitMix64 random)
    {
        var place = Placement.Random(random, side, side * random.Between(0.05, 0.12), 0.5 * side);
        Figure(canvas, side, ShapeKinds.All[random.Below(2) == 0 ? 0 : 6], place, Colour(random, random.Below(255 - Shades)));
    }

    private static void Figure(double[] canvas, int side, Func<double, double, bool> shape, Placement place, double[] ink)
    {
        var (firstX, lastX) = place.Columns(side);
        var (firstY, lastY) = place.Rows(side);
        for (var y = firstY; y <= lastY; y++)
        {
            for (var x = firstX; x <= lastX; x++)
            {
                var cover = Cover(shape, place, x, y);
                for (var c = 0; c < 3 && cover > 0; c++)
                {
                    ref var value = ref canvas[(c * side + y) * side + x];
                    value += cover * (ink[c] - value);
                }
            }
        }
    }

    /// <summary>Share of a pixel that the shape covers.</summary>
    private static double Cover(Func<double, double, bool> shape, Placement place, int x, int y)
    {
        var inside = 0;
        for (var i = 0; i < Samples * Samples; i++)
        {
            var (u, v) = place.ToShape(x + (i % Samples + 0.5) / Samples, y + (i / Samples + 0.5) / Samples);
            if (shape(u, v)) inside++;
        }
        return inside / (double)(Samples * Samples);
    }
}
