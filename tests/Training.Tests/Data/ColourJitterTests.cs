using AdaSapSweep.Training.Data;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Data;

public class Colour_jitter_of_a_batch
{
    private const int Count = 5;
    private const int Side = 6;

    [Fact]
    public void Is_what_each_image_alone_becomes()
    {
        using var scope = NewDisposeScope();
        var images = Images();
        var factors = tensor(new[] { 1, 1.6f, 0.4f, 1, 1.3f, 1, 1, 1, 1.7f, 0.3f, 1, 1, 1, 1, 0 }, [3, Count]);
        var changed = ColourJitter.Apply(images, factors);
        for (var n = 0; n < Count; n++)
        {
            var expected = StraightLine(images[n].data<float>().ToArray(), factors[0, n].item<float>(), factors[1, n].item<float>(), factors[2, n].item<float>());
            var found = changed[n].contiguous().data<float>().ToArray();
            for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-6);
        }
        Assert.True(changed[0].eq(images[0]).logical_not().sum().item<long>() == 0 || changed[0].sub(images[0]).abs().max().item<float>() < 1e-6f);
        Assert.InRange(changed.max().item<float>(), 0.9f, 1f);
        Assert.InRange(changed.min().item<float>(), 0f, 0.1f);
    }

    [Fact]
    public void Keeps_grey_images_grey()
    {
        using var scope = NewDisposeScope();
        var grey = Images().narrow(1, 0, 1).expand(Count, 3, Side, Side);
        var changed = ColourJitter.Apply(grey, ColourJitter.Draw(Count, 0.8, CPU));
        Assert.InRange(changed.sub(changed.narrow(1, 0, 1)).abs().max().item<float>(), 0f, 1e-6f);
        Assert.True(changed.sub(grey).abs().max().item<float>() > 0.01f);
    }

    [Fact]
    public void Draws_three_factors_an_image_within_the_width_and_follows_the_generator()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3, CPU);
        var first = ColourJitter.Draw(2000, 0.4, CPU, generator);
        generator.manual_seed(3);
        Assert.True(first.eq(ColourJitter.Draw(2000, 0.4, CPU, generator)).all().item<bool>());
        Assert.Equal([3L, 2000L], first.shape);
        Assert.InRange(first.min().item<float>(), 0.6f, 0.61f);
        Assert.InRange(first.max().item<float>(), 1.39f, 1.4001f);
        Assert.InRange(first.mean().item<float>(), 0.99f, 1.01f);
    }

    [Fact]
    public void Leaves_the_batch_that_it_was_given()
    {
        using var scope = NewDisposeScope();
        var images = Images();
        var before = images.clone();
        ColourJitter.Apply(images, ColourJitter.Draw(Count, 0.8, CPU));
        Assert.True(images.eq(before).all().item<bool>());
    }

    private static Tensor Images()
    {
        using var generator = new Generator(7, CPU);
        return rand([Count, 3, Side, Side], ScalarType.Float32, CPU, generator: generator);
    }

    private static double[] StraightLine(float[] image, double brightness, double contrast, double saturation)
    {
        const int plane = Side * Side;
        static double Clip(double value) => Math.Min(1, Math.Max(0, value));
        static double GreyOf(double[] image, int pixel) => 0.299 * image[pixel] + 0.587 * image[pixel + plane] + 0.114 * image[pixel + 2 * plane];
        var values = image.Select(v => Clip(v * brightness)).ToArray();
        var mean = Enumerable.Range(0, plane).Average(pixel => GreyOf(values, pixel));
        values = [.. values.Select(v => Clip(contrast * v + (1 - contrast) * mean))];
        var greys = Enumerable.Range(0, plane).Select(pixel => GreyOf(values, pixel)).ToArray();
        return [.. values.Select((v, i) => Clip(saturation * v + (1 - saturation) * greys[i % plane]))];
    }
}
