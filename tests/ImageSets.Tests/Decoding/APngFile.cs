using AdaSapSweep.ImageSets.Decoding;

namespace AdaSapSweep.ImageSets.Tests.Decoding;

public sealed class APngFile
{
    private const int Width = 13;
    private const int Height = 11;

    public static TheoryData<int, int, bool> Kinds { get; } = new(
        from kind in new (int Colour, int[] Depths)[] { (0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16]) }
        from depth in kind.Depths
        from interlaced in new[] { false, true }
        select new TheoryDataRow<int, int, bool>(kind.Colour, depth, interlaced));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void OfEveryKind_ComesOutAsItsColours(int colour, int depth, bool interlaced)
    {
        var most = (1 << depth) - 1;
        byte[] palette = [.. Enumerable.Range(0, 3 << Math.Min(depth, 8)).Select(i => (byte)(i * 37))];
        var channels = colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        int[] Samples(int x, int y) => [.. Enumerable.Range(0, channels).Select(c => (x * 7919 + y * 104729 + c * 1299709) & most)];
        byte Level(int sample) => (byte)(depth == 16 ? sample >> 8 : sample * 255 / most);

        using var raster = SquareImage.Decode(Png.Encode(Width, Height, depth, colour, Samples, filter: 4, palette: colour == 3 ? palette : null, interlaced));

        Assert.Equal((Width, Height), (raster.Width, raster.Height));
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var samples = Samples(x, y);
                byte[] expected = colour switch
                {
                    0 or 4 => [Level(samples[0]), Level(samples[0]), Level(samples[0])],
                    3 => palette[(3 * samples[0])..(3 * samples[0] + 3)],
                    _ => [Level(samples[0]), Level(samples[1]), Level(samples[2])],
                };
                Assert.Equal(expected, raster.Row(y).Slice(3 * x, 3).ToArray());
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void WithEveryFilter_ComesOutTheSame(int filter)
    {
        using var raster = SquareImage.Decode(Png.Rgb(9, 5, (x, y) => (x * 31 % 256, y * 53 % 256, x * y * 11 % 256), filter));
        Assert.Equal([7 * 31, 4 * 53, 7 * 4 * 11 % 256], raster.Row(4).Slice(3 * 7, 3).ToArray().Select(v => (int)v));
    }

    [Fact]
    public void CutOffAnywhere_IsRefused()
    {
        var whole = Png.Rgb(6, 6, (x, y) => (x, y, 0));
        for (var length = 9; length < whole.Length; length++) Assert.Throws<InvalidDataException>(() => SquareImage.Decode(whole[..length]).Dispose());
    }

    [Fact]
    public void WithAnyByteChanged_IsRefused()
    {
        var whole = Png.Rgb(6, 6, (x, y) => (x, y, 0));
        for (var at = 8; at < whole.Length; at++)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 0x10;
            Assert.Throws<InvalidDataException>(() => SquareImage.Decode(damaged).Dispose());
        }
    }

    [Fact]
    public void ThatClaimsToBeHuge_IsRefusedBeforeMemoryIsTaken()
    {
        var bomb = Png.Encode(1, 1, 8, 0, (_, _) => [0]);
        var huge = Png.Encode(60_000, 1, 1, 0, (_, _) => [0]);
        // The header with its checksum, of an image of 60,000 x 60,000.
        var header = Png.Encode(60_000, 0, 1, 0, (_, _) => [0]);
        Assert.Contains("60000 x 0", Assert.Throws<InvalidDataException>(() => SquareImage.Decode(header).Dispose()).Message, StringComparison.Ordinal);
        Assert.Contains("from 1 to", Assert.Throws<InvalidDataException>(() => new Raster(60_000, 60_000).Dispose()).Message, StringComparison.Ordinal);
        SquareImage.Decode(bomb).Dispose();
        SquareImage.Decode(huge).Dispose();
    }

    [Fact]
    public void WithAColourOutsideItsPalette_IsRefused()
    {
        var file = Png.Encode(2, 1, 8, 3, (x, _) => [x], palette: [1, 2, 3]);
        Assert.Contains("palette", Assert.Throws<InvalidDataException>(() => SquareImage.Decode(file).Dispose()).Message, StringComparison.Ordinal);
    }
}
