using AdaSapSweep.ImageSets.Decoding;

namespace AdaSapSweep.ImageSets.Tests.Decoding;

public sealed class AScaledImage
{
    [Fact]
    public void OfItsOwnSize_IsLeftAlone()
    {
        var planes = Square(8, 8, 8, (x, y) => (x * 30, y * 30, x * y));
        for (var i = 0; i < 64; i++)
            Assert.Equal((i % 8 * 30, i / 8 * 30, i % 8 * (i / 8)), (planes[i], planes[64 + i], planes[128 + i]));
    }

    [Theory]
    [InlineData(20, 10, 10, 5, 0)]
    [InlineData(10, 20, 10, 0, 5)]
    [InlineData(13, 10, 10, 2, 0)]
    [InlineData(15, 10, 10, 2, 0)]
    public void WhoseLongerSideIsTooLong_KeepsItsMiddle(int width, int height, int side, int left, int top)
    {
        var planes = Square(width, height, side, (x, y) => (x, y, 0));
        Assert.Equal((left, top), (planes[0], planes[side * side]));
    }

    [Theory]
    [InlineData(40, 30, 8)]
    [InlineData(9, 31, 7)]
    [InlineData(5, 6, 16)]
    public void AgreesWithAPlainSumInFloat64_WithinTheRoundings(int width, int height, int side)
    {
        (int, int, int) Pixel(int x, int y) => ((x * 7919 + y * 104729) % 256, (x * 31 + y * 57) % 256, x * y % 256);
        var planes = Square(width, height, side, Pixel);
        var shorter = Math.Min(width, height);
        int wide = width * side / shorter, tall = height * side / shorter;
        var (left, top) = ((int)Math.Round((wide - side) / 2.0), (int)Math.Round((tall - side) / 2.0));
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                double sum = 0, weights = 0;
                for (var v = 0; v < height; v++)
                {
                    for (var u = 0; u < width; u++)
                    {
                        var weight = Triangle(u, x + left, (double)width / wide) * Triangle(v, y + top, (double)height / tall);
                        (sum, weights) = (sum + weight * Pixel(u, v).Item1, weights + weight);
                    }
                }
                Assert.InRange(planes[y * side + x], sum / weights - 1.01, sum / weights + 1.01);
            }
        }
    }

    /// <summary>Worked by hand: halving takes pixels of the triangle's foot with weights 1, 3, 3, 1 over 8, at the edge 3, 3, 1 over 7.</summary>
    [Fact]
    public void HalvedInOneDirection_HasTheTrianglesWeights()
    {
        var planes = Square(4, 4, 2, (x, _) => (x * 40, 0, 0));
        Assert.Equal([(byte)Math.Round((3 * 0 + 3 * 40 + 80) / 7.0), (byte)Math.Round((40 + 3 * 80 + 3 * 120) / 7.0)], planes[..2]);
    }

    private static double Triangle(int source, int target, double scale) =>
        Math.Max(0, 1 - Math.Abs(source + 0.5 - (target + 0.5) * scale) / Math.Max(scale, 1));

    private static byte[] Square(int width, int height, int side, Func<int, int, (int, int, int)> pixel)
    {
        using var raster = SquareImage.Decode(Png.Rgb(width, height, pixel));
        var planes = new byte[3 * side * side];
        Scaling.ToSquare(raster, side, planes);
        return planes;
    }
}
