using AdaSapSweep.Stages;
using AdaSapSweep.Training.Corruptions;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Corruptions;

public class A_blur
{
    private const int Side = 32;

    public static TheoryData<string> Kinds =>
    [
        CorruptionKinds.DefocusBlur, CorruptionKinds.GlassBlur, CorruptionKinds.MotionBlur, CorruptionKinds.ZoomBlur, CorruptionKinds.GaussianBlur,
        CorruptionKinds.ElasticTransform, CorruptionKinds.Pixelate, CorruptionKinds.Contrast,
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Leaves_a_flat_image_exactly_as_it_is(string kind)
    {
        foreach (var (side, severity) in new[] { (32, 1), (32, 3), (32, 5), (72, 3) })
        {
            var flat = Corrupted.Flat(side, 101);
            Assert.Equal(flat, Corrupted.Bytes(kind, severity, flat, 1, side));
        }
    }

    [Fact]
    public void Along_a_motion_has_the_kernel_of_the_reference()
    {
        double[] expected = [.570348, .345934, .077188, .006336, .000191];
        var kernel = MotionPaths.Kernel(6, 1);
        Assert.Equal(1, kernel.Sum());
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], kernel[i], 1.6e-5);
    }

    [Fact]
    public void Along_a_motion_smears_a_point_one_way_over_whole_pixels()
    {
        var point = Corrupted.Image(Side, (_, y, x) => (y, x) == (16, 16) ? 255 : 0);
        var smeared = Corrupted.Bytes(CorruptionKinds.MotionBlur, 1, point, 1, Side);
        Assert.Equal((int)(255 * .570348), smeared[16 * Side + 16], 1.0);
        // Angles lie within 45 degrees of the horizontal, and values come from the right.
        Assert.Equal((int)(255 * .345934), Enumerable.Range(15, 3).Max(y => smeared[y * Side + 15]), 1.0);
        Assert.All(Enumerable.Range(0, Side), y => Assert.Equal(0, smeared[y * Side + 17]));
    }

    [Theory]
    [InlineData(.05, 1, 1)]
    [InlineData(.05, 2, 1)]
    [InlineData(.05, 3, 2)]
    public void Through_glass_moves_pixels_as_the_loop_of_the_reference_does(double sigma, int distance, int passes)
    {
        const int Small = 16;
        using var scope = NewDisposeScope();
        using var glass = new GlassBlur(sigma, distance, passes, Small, CPU);
        var image = Corrupted.Image(Small, (c, y, x) => 80 * c + 5 * y + x);
        var levels = tensor(image, [1, 3, Small, Small], ScalarType.Float32);
        var moved = glass.Apply(levels, ImageDraws.For(3, 5, 1, 4, 1, CPU)).to(ScalarType.Byte).contiguous();
        var draws = ImageDraws.For(3, 5, 1, 4, 1, CPU);
        for (var pass = 0; pass < passes; pass++)
        {
            var steps = draws.Bits16(2, Small * Small).data<long>().ToArray();
            for (var h = Small - distance; h > distance; h--)
            {
                for (var w = Small - distance; w > distance; w--)
                {
                    // The reference's range begins at side - distance, which is inside because distance is at least 1.
                    int Step(int which) => (int)((steps[which * Small * Small + h * Small + w] * 2 * distance) >> 16) - distance;
                    for (var c = 0; c < 3; c++) image[(c * Small + h) * Small + w] = image[(c * Small + h + Step(0)) * Small + w + Step(1)];
                }
            }
        }
        Assert.Equal(image, moved.bytes.ToArray());
    }

    [Fact]
    public void Of_zooms_is_the_mean_of_enlarged_centres()
    {
        const int Count = 12;
        var ramp = Corrupted.Image(Side, (_, _, x) => 8 * x);
        var blurred = Corrupted.Bytes(CorruptionKinds.ZoomBlur, 2, ramp, 1, Side);
        for (var x = 0; x < Side; x++)
        {
            double sum = 8 * x;
            for (var k = 0; k < Count; k++)
            {
                var zoom = 1 + .01 * k;
                var (crop, enlarged) = ((int)Math.Ceiling(Side / zoom), (int)Math.Round(Math.Ceiling(Side / zoom) * zoom));
                sum += 8 * ((Side - crop) / 2 + (x + (enlarged - Side) / 2) * (crop - 1.0) / (enlarged - 1));
            }
            Assert.Equal(sum / (Count + 1), blurred[x], 1.0);
        }
    }

    [Fact]
    public void That_is_elastic_maps_straight_lines_to_straight_lines_at_severity_1()
    {
        var ramp = Corrupted.Image(Side, (_, y, x) => 4 * x + 2 * y + 20);
        var mapped = Corrupted.Bytes(CorruptionKinds.ElasticTransform, 1, ramp, 1, Side);
        Assert.NotEqual(ramp, mapped);
        for (var i = 8 * Side + 8; i < 24 * Side; i++)
        {
            if (i % Side is < 8 or > 23) continue;
            Assert.InRange(mapped[i - 1] - 2 * mapped[i] + mapped[i + 1], -2, 2);
            Assert.InRange(mapped[i - Side] - 2 * mapped[i] + mapped[i + Side], -2, 2);
        }
    }

    /// <summary>Sums were taken from Pillow 9.4 with libjpeg-turbo.</summary>
    [Theory]
    [InlineData(CorruptionKinds.JpegCompression, 5, 32, 382478, 194220358)]
    [InlineData(CorruptionKinds.JpegCompression, 1, 37, 507810, 250059506)]
    [InlineData(CorruptionKinds.JpegCompression, 5, 96, 3522270, 1764265032)]
    [InlineData(CorruptionKinds.Pixelate, 5, 32, 384512, 194061427)]
    [InlineData(CorruptionKinds.Pixelate, 1, 41, 628526, 318449510)]
    [InlineData(CorruptionKinds.Pixelate, 5, 96, 3542784, 1769972398)]
    public void That_comes_from_an_image_library_gives_its_bytes(string kind, int severity, int side, long sum, long weighted)
    {
        var image = Corrupted.Image(side, (c, y, x) => c switch { 0 => 13 * x + 7 * y, 1 => 5 * x + 29 * y, _ => x * x + 3 * y });
        var bytes = Corrupted.Bytes(kind, severity, image, 1, side);
        Assert.Equal((sum, weighted), (bytes.Sum(b => (long)b), bytes.Select((b, i) => (long)b * (i % 1009)).Sum()));
    }

    /// <summary>The softening mirrors what it spreads beyond the grid, so that a disc that fills it comes out above 1, as in the reference.</summary>
    [Theory]
    [InlineData(1.0, 0.1, 17, 1.0)]
    [InlineData(8, 0.5, 17, 1.012975)]
    [InlineData(10, 0.5, 21, 1.010786)]
    public void Of_a_disc_sums_to_one_but_for_what_is_mirrored_at_the_rim(double radius, double sigma, int side, double sum)
    {
        var kernel = DefocusBlur.Disc(radius, sigma);
        Assert.Equal(side, kernel.GetLength(0));
        Assert.Equal(sum, kernel.Cast<double>().Sum(), 1e-5);
    }
}
