using AdaSapSweep.Stages;
using Xunit;

namespace AdaSapSweep.Training.Tests.Corruptions;

public class A_change_of_colour
{
    private const int Side = 8;

    [Theory]
    [InlineData(CorruptionKinds.Brightness, 2, 125, 62, 31)]
    [InlineData(CorruptionKinds.Saturate, 4, 100, 33, 0)]
    [InlineData(CorruptionKinds.Saturate, 1, 100, 85, 77)]
    public void Is_the_one_of_the_reference(string kind, int severity, int red, int green, int blue)
    {
        var changed = Of(kind, severity, 100, 50, 25);
        Assert.Equal((red, green, blue), changed);
    }

    [Theory]
    [InlineData(CorruptionKinds.Brightness, 5, 76, 76, 76)]
    [InlineData(CorruptionKinds.Saturate, 5, 0, 0, 0)]
    public void Makes_of_black_what_has_no_hue(string kind, int severity, int red, int green, int blue) =>
        Assert.Equal((red, green, blue), Of(kind, severity, 0, 0, 0));

    [Fact]
    public void That_adds_saturation_reddens_grey() => Assert.Equal((100, 80, 80), Of(CorruptionKinds.Saturate, 5, 100, 100, 100));

    [Fact]
    public void That_brightens_stops_at_white_and_keeps_ratios() => Assert.Equal((255, 127, 51), Of(CorruptionKinds.Brightness, 5, 240, 120, 48));

    private static (int, int, int) Of(string kind, int severity, byte red, byte green, byte blue)
    {
        var image = Corrupted.Image(Side, (c, _, _) => c switch { 0 => red, 1 => green, _ => blue });
        var changed = Corrupted.Bytes(kind, severity, image, 1, Side);
        return (changed[0], changed[Side * Side], changed[2 * Side * Side]);
    }
}
