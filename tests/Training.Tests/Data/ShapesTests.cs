using System.Security.Cryptography;
using AdaSapSweep.ImageSets;
using AdaSapSweep.Training.Data;
using Xunit;

namespace AdaSapSweep.Training.Tests.Data;

public class Rendered_shapes
{
    [Theory]
    [InlineData(16, "FF3BC7E50022AEA76627C3D5B5A3BD8CD246E5CADAF519DE09676A005277D6F7")]
    [InlineData(32, "D4A55DC14268407895A632F8D137E18E4208CDCA1ECE154855E7A750C560BF1E")]
    public void Are_these_very_bytes(int side, string hash)
    {
        var images = ShapesRenderer.Render(1, ShapesRenderer.TrainStream, 100, side);
        Assert.Equal(hash, Convert.ToHexString(SHA256.HashData(images.Pixels)));
    }

    [Fact]
    public void Show_each_class_equally_often_in_every_prefix_of_ten()
    {
        var images = ShapesRenderer.Render(3, ShapesRenderer.TrainStream, 50, 16);
        Assert.All(images.Labels.CountBy(label => label), pair => Assert.Equal(5, pair.Value));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (byte)i), images.Labels[..10]);
    }

    [Fact]
    public void Begin_alike_whatever_their_number()
    {
        var few = ShapesRenderer.Render(3, ShapesRenderer.TrainStream, 7, 16);
        var many = ShapesRenderer.Render(3, ShapesRenderer.TrainStream, 40, 16);
        Assert.Equal(few.Pixels, many.Pixels[..few.Pixels.Length]);
    }

    [Fact]
    public void Have_no_image_in_both_streams_or_twice()
    {
        var train = ShapesRenderer.Render(3, ShapesRenderer.TrainStream, 500, 16);
        var test = ShapesRenderer.Render(3, ShapesRenderer.TestStream, 500, 16);
        var other = ShapesRenderer.Render(4, ShapesRenderer.TrainStream, 500, 16);
        Assert.Equal(1500, new[] { train, test, other }.SelectMany(Images).Distinct().Count());

        static IEnumerable<string> Images(RawImages raw) => raw.Pixels.Chunk(3 * 16 * 16).Select(Convert.ToHexString);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    public void Have_the_mean_and_the_deviation_that_the_network_normalises_with(int side)
    {
        var images = ShapesRenderer.Render(9, ShapesRenderer.TrainStream, 2000, side);
        var plane = side * side;
        for (var channel = 0; channel < 3; channel++)
        {
            var values = images.Pixels.Where((_, i) => i / plane % 3 == channel).Select(value => value / 255.0).ToArray();
            var mean = values.Average();
            Assert.Equal(ShapesRenderer.Mean.ToArray()[channel], mean, 0.02);
            Assert.Equal(ShapesRenderer.Deviation.ToArray()[channel], Math.Sqrt(values.Average(v => (v - mean) * (v - mean))), 0.02);
        }
    }

    [Theory]
    [InlineData(7, 10)]
    [InlineData(129, 10)]
    [InlineData(16, 0)]
    [InlineData(128, 22_000)]
    public void Are_refused_out_of_range(int side, int count) =>
        Assert.Throws<DataSetException>(() => ShapesRenderer.Render(1, ShapesRenderer.TrainStream, count, side));
}
