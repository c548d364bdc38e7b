using AdaSapSweep.ImageSets.Decoding;

namespace AdaSapSweep.ImageSets.Tests.Decoding;

public sealed class AJpegFile
{
    private const int Tolerance = 6;

    [Theory]
    [InlineData(Jpeg.Full, 0)]
    [InlineData(Jpeg.Half, 0)]
    [InlineData(Jpeg.Full, Jpeg.Progressive)]
    [InlineData(Jpeg.Half, Jpeg.Progressive)]
    public void InColour_IsCloseToWhatWasWritten(int subsampling, int flags)
    {
        using var raster = SquareImage.Decode(Jpeg.Rgb(37, 21, Smooth, subsampling, flags));
        Assert.Equal((37, 21), (raster.Width, raster.Height));
        for (var y = 0; y < 21; y++)
        {
            for (var x = 0; x < 37; x++)
            {
                var (r, g, b) = Smooth(x, y);
                var pixel = raster.Row(y).Slice(3 * x, 3);
                Assert.InRange(pixel[0], r - Tolerance, r + Tolerance);
                Assert.InRange(pixel[1], g - Tolerance, g + Tolerance);
                Assert.InRange(pixel[2], b - Tolerance, b + Tolerance);
            }
        }
    }

    [Fact]
    public void InGrey_HasThreeEqualChannels()
    {
        using var raster = SquareImage.Decode(Jpeg.Rgb(8, 8, (_, _) => (200, 200, 200), Jpeg.Grey));
        Assert.All(raster.Pixels.ToArray(), value => Assert.InRange(value, 198, 202));
    }

    [Fact]
    public void InInks_IsTheLightThatTheyLeave()
    {
        using var raster = SquareImage.Decode(Jpeg.Cmyk(8, 8, 255, 128, 0, 200));
        var pixel = raster.Row(3)[..3].ToArray();
        Assert.InRange(pixel[0], 200 - Tolerance, 200 + Tolerance);
        Assert.InRange(pixel[1], 100 - Tolerance, 100 + Tolerance);
        Assert.InRange(pixel[2], 0, Tolerance);
    }

    [Fact]
    public void CutOff_IsRefused()
    {
        var whole = Jpeg.Rgb(64, 64, (x, y) => ((x * 37 + y * 11) % 256, x * y % 256, y * 3 % 256));
        foreach (var length in new[] { 3, 20, whole.Length / 2, whole.Length * 9 / 10 })
            Assert.Throws<InvalidDataException>(() => SquareImage.Decode(whole[..length]).Dispose());
    }

    [Fact]
    public void WithBytesChanged_IsDecodedOrRefused_AndNothingElse()
    {
        var whole = Jpeg.Rgb(32, 32, Smooth);
        for (var at = 3; at < whole.Length; at++)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 0x5A;
            try
            {
                SquareImage.Decode(damaged).Dispose();
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    [Fact]
    public void ThatIsNone_IsNamed()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("cat.jpg", "GIF89a"u8.ToArray());
        var error = Assert.Throws<DataSetException>(() => SquareImage.Read(file, 8, new byte[3 * 64]));
        Assert.Equal($"image '{file}' cannot be read: it is neither JPEG nor PNG", error.Message);
        var empty = folder.Write("none.jpg", []);
        Assert.Equal($"image '{empty}' cannot be read: it is empty", Assert.Throws<DataSetException>(() => SquareImage.Read(empty, 8, new byte[3 * 64])).Message);
    }

    private static (int R, int G, int B) Smooth(int x, int y) => (40 + 4 * x, 30 + 6 * y, 100 + x + y);
}
