using AdaSapSweep.Stages;
using Xunit;

namespace AdaSapSweep.Training.Tests.Corruptions;

public class Weather
{
    private const int Side = 32;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void Of_snow_falls_alike_on_an_image_and_on_it_turned_by_half(int severity)
    {
        var snow = Corrupted.Bytes(CorruptionKinds.Snow, severity, Corrupted.Flat(Side, 0), 1, Side);
        var plane = snow[..(Side * Side)];
        Assert.Equal(plane, plane.Reverse());
        Assert.Equal(plane, snow[(Side * Side)..(2 * Side * Side)]);
        // (1 - mix) of the grey that whitening adds to black.
        double[] mix = [.95, .9, .9, .85, .8];
        Assert.Equal((int)((1 - mix[severity - 1]) * 127.5), plane.Min(), 1.0);
        Assert.True(plane.Max() > plane.Min() + 20);
    }

    [Fact]
    public void Of_frost_lies_on_black_as_its_weighted_texture()
    {
        var frost = Corrupted.Bytes(CorruptionKinds.Frost, 5, new byte[6 * Side * Side], 2, Side);
        var (one, other) = (frost[..(3 * Side * Side)], frost[(3 * Side * Side)..]);
        Assert.NotEqual(one, other);
        Assert.All(frost, level => Assert.InRange(level, 1, (int)(.45 * 255)));
        Assert.InRange(frost.Average(level => level / .45), 60, 170);
        const int Plane = Side * Side;
        Assert.All(Enumerable.Range(0, Plane), i => Assert.True(one[i] <= one[i + Plane] && one[i + Plane] <= one[i + (2 * Plane)]));
    }

    [Theory]
    [InlineData(1, .2)]
    [InlineData(5, 1.5)]
    public void Of_fog_spans_a_white_image_from_its_dimmed_level_to_white(int severity, double thickness)
    {
        // The map covers 32 pixels exactly, so its least and its greatest value are there.
        var fog = Corrupted.Bytes(CorruptionKinds.Fog, severity, Corrupted.Flat(Side, 255), 1, Side);
        Assert.Equal(255, fog.Max(), 1.0);
        Assert.Equal((int)(255 / (1 + thickness)), fog.Min(), 1.0);
        Assert.All(Corrupted.Bytes(CorruptionKinds.Fog, severity, Corrupted.Flat(Side, 0), 1, Side), level => Assert.Equal(0, level));
    }

    [Fact]
    public void Of_fog_is_rougher_the_slower_its_steps_decay()
    {
        // Severity 5 decays by 1.75 a level, severity 2 by 3; both relative to the span of the map.
        double Roughness(int severity)
        {
            var fog = Corrupted.Bytes(CorruptionKinds.Fog, severity, Corrupted.Flat(Side, 255), 1, Side);
            var steps = Enumerable.Range(0, Side * Side - 1).Where(i => i % Side < Side - 1).Average(i => Math.Abs(fog[i + 1] - fog[i]));
            return steps / (fog.Max() - fog.Min());
        }

        Assert.True(Roughness(5) > 1.5 * Roughness(2));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    public void Of_spatter_adds_water_or_covers_with_mud(int severity, bool mud)
    {
        var grey = Corrupted.Bytes(CorruptionKinds.Spatter, severity, [.. Corrupted.Flat(Side, 100), .. Corrupted.Flat(Side, 100)], 2, Side);
        Assert.Contains((byte)100, grey);
        var touched = grey.Where(level => level != 100).ToArray();
        Assert.InRange(touched.Length, 20, grey.Length / 2);
        Assert.All(touched, level => Assert.Equal(mud, level < 100));
        // Full mud is (63, 42, 20); full water adds half or more of (175, 238, 238).
        if (mud) Assert.All(grey, level => Assert.True(level >= 20));
        else Assert.All(grey, level => Assert.True(level <= 100 + 238 * 0.5));
    }
}
