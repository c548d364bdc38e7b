using AdaSapSweep.Stages;
using AdaSapSweep.Training.Corruptions;
using AdaSapSweep.Training.Data;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Corruptions;

public class A_corruption
{
    private const int Side = 32;
    private const int Size = 3 * Side * Side;
    private static readonly RawImages Shapes = ShapesRenderer.Render(7, ShapesRenderer.TestStream, 40, Side);

    public static TheoryData<string> Kinds => [.. CorruptionKinds.All];

    [Theory]
    [InlineData(5, 127.5, 25.5)]
    [InlineData(1, 127.5, 10.2)]
    public void Gaussian_adds_noise_of_its_deviation(int severity, double mean, double deviation) =>
        AssertMoments(Flat(CorruptionKinds.GaussianNoise, severity, 127, 128), mean - 0.5, deviation, 0.3);

    /// <summary>With the constants of ImageNet-C, strong enough that many values are clipped.</summary>
    [Fact]
    public void Gaussian_on_a_large_image_has_its_deviation_after_clipping()
    {
        const int LargeSide = 96;
        const int Images = 4;
        byte[] gray = [.. Enumerable.Range(0, Images * 3 * LargeSide * LargeSide).Select(i => (byte)(127 + i % 2))];
        AssertMoments(Corrupted.Bytes(CorruptionKinds.GaussianNoise, 5, gray, Images, LargeSide, 0, 9), 127, 80.8352, 1);
    }

    [Theory]
    [InlineData(1, 4.0692, 5.955)]
    [InlineData(5, 10.1730, 14.8874)]
    public void Gaussian_is_clipped_at_black(int severity, double mean, double deviation) =>
        AssertMoments(Flat(CorruptionKinds.GaussianNoise, severity, 0, 0), mean - 0.25, deviation, 0.3);

    [Theory]
    [InlineData(5, 25.5)]
    [InlineData(1, 8.0638)]
    public void Shot_has_the_deviation_of_a_poisson_count(int severity, double deviation) =>
        AssertMoments(Flat(CorruptionKinds.ShotNoise, severity, 127, 128), 127, deviation, 0.6);

    [Fact]
    public void Impulse_replaces_its_share_by_black_and_white_alike()
    {
        var values = Flat(CorruptionKinds.ImpulseNoise, 5, 100, 100);
        Assert.Equal(.035, values.Count(v => v == 0) / (double)values.Length, 0.003);
        Assert.Equal(.035, values.Count(v => v == 255) / (double)values.Length, 0.003);
        Assert.Equal(.93, values.Count(v => v == 100) / (double)values.Length, 0.005);
    }

    [Fact]
    public void Speckle_grows_with_the_value()
    {
        AssertMoments(Flat(CorruptionKinds.SpeckleNoise, 2, 100, 100), 99.5, 10, 0.3);
        Assert.All(Flat(CorruptionKinds.SpeckleNoise, 5, 0, 0), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(1, .844973, .037126, .001631)]
    [InlineData(2, .619347, .083820, .011344)]
    [InlineData(3, .445213, .111015, .027682)]
    [InlineData(4, .2, .2, 0)]
    [InlineData(5, .111111, .111111, .111111)]
    public void Defocus_spreads_a_point_as_its_disc_says(int severity, double centre, double edge, double corner)
    {
        var point = new byte[Size];
        point[16 * Side + 16] = 255;
        var spread = Corrupted.Bytes(CorruptionKinds.DefocusBlur, severity, point, 1, Side, 0, 1);
        Assert.Equal((int)(255 * centre), spread[16 * Side + 16], 1.0);
        Assert.Equal((int)(255 * edge), spread[16 * Side + 17], 1.0);
        Assert.Equal((int)(255 * corner), spread[17 * Side + 17], 1.0);
        Assert.Equal(0, spread[16 * Side + 18]);
    }

    [Fact]
    public void Gaussian_blur_repeats_the_edge_and_keeps_channels_apart()
    {
        var image = new byte[Size];
        for (var i = 0; i < Side * Side; i++) image[i] = (byte)(i % Side == 0 ? 255 : 0);
        var blurred = Corrupted.Bytes(CorruptionKinds.GaussianBlur, 5, image, 1, Side, 0, 1);
        double[] line = [1, Math.Exp(-.5), Math.Exp(-2), Math.Exp(-4.5), Math.Exp(-8)];
        var sum = 1 + 2 * line[1..].Sum();
        Assert.Equal(255 * line.Sum() / sum, blurred[10 * Side], 1.0);
        Assert.Equal(255 * line[1..].Sum() / sum, blurred[10 * Side + 1], 1.0);
        Assert.All(blurred[(Side * Side)..], value => Assert.Equal(0, value));
    }

    [Fact]
    public void Contrast_pulls_each_channel_to_its_mean()
    {
        var image = new byte[Size];
        for (var i = 0; i < Size; i++) image[i] = (byte)(i < Side * Side ? i % 2 == 0 ? 50 : 150 : 200);
        var flat = Corrupted.Bytes(CorruptionKinds.Contrast, 2, image, 1, Side, 0, 1);
        Assert.Equal(75, flat[0], 1.0);
        Assert.Equal(125, flat[1], 1.0);
        Assert.Equal(200, flat[Size - 1], 1.0);
    }

    [Fact]
    public void Pixelate_takes_means_of_whole_pixels()
    {
        // 32 to 28 to 32: centre 8/7 (i + 1/2), window the pixels whose centres lie within 4/7.
        var image = new byte[Size];
        for (var i = 0; i < Size; i++) image[i] = (byte)(8 * (i % Side));
        var coarse = Corrupted.Bytes(CorruptionKinds.Pixelate, 2, image, 1, Side, 0, 1);
        Assert.Equal(28, coarse[..Side].Distinct().Count());
        Assert.Equal(0, coarse[0]);
        Assert.Equal(248, coarse[Side - 1]);
        Assert.Equal(coarse[..Side], coarse[Side..(2 * Side)]);
        var constant = Enumerable.Repeat((byte)77, Size).ToArray();
        Assert.Equal(constant, Corrupted.Bytes(CorruptionKinds.Pixelate, 5, constant, 1, Side, 0, 1));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Depends_on_the_image_but_not_on_its_batch(string kind)
    {
        var all = Corrupted.Bytes(kind, 3, Shapes.Pixels, 40, Side, 0, 5);
        var tail = Corrupted.Bytes(kind, 3, Shapes.Pixels[(30 * Size)..], 10, Side, 30, 5);
        Assert.Equal(all[(30 * Size)..], tail);
        for (var i = 0; i < 5; i++)
        {
            var itself = (i * Size)..((i + 1) * Size);
            Assert.Equal(all[itself], Corrupted.Bytes(kind, 3, Shapes.Pixels[itself], 1, Side, i, 5));
        }
    }

    [Theory]
    [InlineData(CorruptionKinds.GaussianNoise)]
    [InlineData(CorruptionKinds.ShotNoise)]
    [InlineData(CorruptionKinds.ImpulseNoise)]
    [InlineData(CorruptionKinds.SpeckleNoise)]
    public void Of_noise_differs_between_images_and_seeds(string kind)
    {
        var twice = Enumerable.Repeat((byte)120, 2 * Size).ToArray();
        var noisy = Corrupted.Bytes(kind, 3, twice, 2, Side, 0, 5);
        Assert.NotEqual(noisy[..Size], noisy[Size..]);
        Assert.NotEqual(noisy, Corrupted.Bytes(kind, 3, twice, 2, Side, 0, 6));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Distorts_more_with_every_severity(string kind)
    {
        var distortions = Enumerable.Range(1, 5).Select(severity =>
        {
            var corrupted = Corrupted.Bytes(kind, severity, Shapes.Pixels, 40, Side, 0, 5);
            return Shapes.Pixels.Zip(corrupted).Average(pair => Math.Pow(pair.First - pair.Second, 2));
        }).ToArray();
        Assert.All(distortions, distortion => Assert.True(distortion > 0.1));
        // Of the others the published constants change more than a strength from one severity to the next: what grows is the harm.
        string[] mixed =
            [CorruptionKinds.GlassBlur, CorruptionKinds.Frost, CorruptionKinds.ElasticTransform, CorruptionKinds.Spatter, CorruptionKinds.Saturate];
        if (!mixed.Contains(kind)) Assert.Equal(distortions.Order(), distortions);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Works_on_small_images(string kind)
    {
        var small = ShapesRenderer.Render(7, ShapesRenderer.TestStream, 4, 16);
        Assert.NotEqual(small.Pixels, Corrupted.Bytes(kind, 5, small.Pixels, 4, 16, 0, 5));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Works_on_large_images_with_constants_of_their_own(string kind)
    {
        var large = ShapesRenderer.Render(7, ShapesRenderer.TestStream, 2, 72);
        var once = Corrupted.Bytes(kind, 2, large.Pixels, 2, 72);
        Assert.NotEqual(large.Pixels, once);
        Assert.Equal(once[(3 * 72 * 72)..], Corrupted.Bytes(kind, 2, large.Pixels[(3 * 72 * 72)..], 1, 72, first: 1));
    }

    [Theory]
    [InlineData(64, 20.0)]
    [InlineData(65, 10.0)]
    public void Takes_the_constants_of_large_images_above_64_pixels(int side, double expected)
    {
        // Contrast of severity 3 leaves 0.4 of the distance to the mean up to there, and 0.2 above.
        var image = Corrupted.Image(side, (_, y, x) => (y + x) % 2 == 0 ? 100 : 150);
        var spread = Corrupted.Bytes(CorruptionKinds.Contrast, 3, image, 1, side);
        Assert.Equal(expected, spread.Max() - spread.Min(), 1.0);
    }

    [Fact]
    public void Is_refused_when_nothing_is_defined_for_it()
    {
        Assert.Throws<ArgumentException>(() => Corrupted.Bytes("rain", 1, new byte[Size], 1, Side));
        Assert.Throws<ArgumentException>(() => Corrupted.Bytes(CorruptionKinds.Contrast, 6, new byte[Size], 1, Side));
        Assert.Throws<ArgumentException>(() => Corrupted.Bytes(CorruptionKinds.Contrast, 0, new byte[Size], 1, Side));
        Assert.Throws<ArgumentException>(() => Corrupted.Bytes(CorruptionKinds.Contrast, 1, new byte[3 * 7 * 7], 1, 7));
        using var corruption = Corruption.Of(CorruptionKinds.Contrast, 1, Side, CPU);
        using var wide = zeros(new long[] { 1, 3, Side, Side + 1 }, ScalarType.Byte);
        Assert.Throws<ArgumentException>(() => corruption.Apply(wide, 0, 1));
    }

    [Fact]
    public void Knows_every_kind_under_its_number_in_the_benchmark()
    {
        Assert.Equal(19, CorruptionKinds.All.Count);
        Assert.Equal(15, CorruptionKinds.Benchmark.Count);
        Assert.Equal(Enumerable.Range(1, 19), CorruptionKinds.All.Select(kind => CorruptionTable.Definitions[kind].Number));
    }

    /// <summary>Corrupted values of 20 images, half of each value: 127 and 128 stand for one half.</summary>
    private static byte[] Flat(string kind, int severity, byte low, byte high) =>
        Corrupted.Bytes(kind, severity, [.. Enumerable.Range(0, 20 * Size).Select(i => i % 2 == 0 ? low : high)], 20, Side, 0, 9);

    private static void AssertMoments(byte[] values, double mean, double deviation, double tolerance)
    {
        var average = values.Average(value => (double)value);
        Assert.Equal(mean, average, tolerance);
        Assert.Equal(deviation, Math.Sqrt(values.Average(value => (value - average) * (value - average))), tolerance);
    }
}
