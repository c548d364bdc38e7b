namespace AdaSapSweep.ImageSets.Decoding;

/// <summary>
/// Scales the shorter side to the side asked for and cuts out the middle. The filter is a triangle as wide as a pixel of the result
/// (bilinear with antialiasing), its weights rounded to 22 bits, first along rows, then along columns, with a rounding to bytes between:
/// the arithmetic of Pillow's BILINEAR. Weights come from + - * / alone, sums are of integers: the bytes are the same on every machine.
/// </summary>
internal static class Scaling
{
    private const int Bits = 22;
    private const int Half = 1 << (Bits - 1);

    public static void ToSquare(Raster image, int side, Span<byte> planes)
    {
        var shorter = Math.Min(image.Width, image.Height);
        // Cut off, not rounded, as torchvision does.
        var (width, height) = ((int)((long)image.Width * side / shorter), (int)((long)image.Height * side / shorter));
        var columns = Weights.Of(image.Width, width, Middle(width, side), side);
        var rows = Weights.Of(image.Height, height, Middle(height, side), side);
        var (firstRow, lastRow) = (rows.Start[0], rows.Start[^1] + rows.Count[^1]);
        var narrow = new byte[(lastRow - firstRow) * side * 3];
        for (var y = firstRow; y < lastRow; y++) AlongRow(image.Row(y), columns, narrow.AsSpan((y - firstRow) * side * 3, side * 3));
        AlongColumns(narrow, firstRow, rows, side, planes);
    }

    /// <summary>Half of what is too much, an odd pixel to the even side: Python's round, which the usual tools cut with.</summary>
    private static int Middle(int length, int side) => (int)Math.Round((length - side) / 2.0, MidpointRounding.ToEven);

    private static void AlongRow(ReadOnlySpan<byte> row, Weights weights, Span<byte> result)
    {
        for (var x = 0; x < weights.Start.Length; x++)
        {
            int red = Half, green = Half, blue = Half;
            var of = weights.Of(x);
            var pixel = row.Slice(3 * weights.Start[x], 3 * of.Length);
            for (var k = 0; k < of.Length; k++)
            {
                red += pixel[3 * k] * of[k];
                green += pixel[3 * k + 1] * of[k];
                blue += pixel[3 * k + 2] * of[k];
            }
            result[3 * x] = Byte(red);
            result[3 * x + 1] = Byte(green);
            result[3 * x + 2] = Byte(blue);
        }
    }

    private static void AlongColumns(byte[] narrow, int firstRow, Weights weights, int side, Span<byte> planes)
    {
        var sums = new int[3 * side];
        for (var y = 0; y < side; y++)
        {
            Array.Fill(sums, Half);
            var of = weights.Of(y);
            for (var k = 0; k < of.Length; k++)
            {
                var row = narrow.AsSpan((weights.Start[y] + k - firstRow) * sums.Length, sums.Length);
                for (var x = 0; x < sums.Length; x++) sums[x] += row[x] * of[k];
            }
            for (var x = 0; x < side; x++)
                for (var c = 0; c < 3; c++) planes[(c * side + y) * side + x] = Byte(sums[3 * x + c]);
        }
    }

    private static byte Byte(int sum) => (byte)Math.Clamp(sum >> Bits, 0, 255);

    /// <summary>Which pixels of a line each pixel of the result is made of, and with which weights.</summary>
    private sealed class Weights(int[] start, int[] count, int[] values, int most)
    {
        public int[] Start => start;

        public int[] Count => count;

        public ReadOnlySpan<int> Of(int index) => values.AsSpan(index * most, count[index]);

        /// <param name="length">Pixels there.</param>
        /// <param name="scaled">Pixels of the whole scaled line, of which <paramref name="kept"/> from <paramref name="first"/> on are wanted.</param>
        public static Weights Of(int length, int scaled, int first, int kept)
        {
            var scale = (double)length / scaled;
            var reach = Math.Max(scale, 1);
            var most = (int)Math.Ceiling(reach) * 2 + 1;
            var (start, count, values) = (new int[kept], new int[kept], new int[kept * most]);
            var weights = new double[most];
            for (var i = 0; i < kept; i++)
            {
                var centre = (first + i + 0.5) * scale;
                start[i] = Math.Max((int)(centre - reach + 0.5), 0);
                count[i] = Math.Min((int)(centre + reach + 0.5), length) - start[i];
                double sum = 0;
                for (var k = 0; k < count[i]; k++) sum += weights[k] = Math.Max(1 - Math.Abs((k + start[i] - centre + 0.5) / reach), 0);
                for (var k = 0; k < count[i]; k++) values[i * most + k] = (int)(weights[k] / sum * (1 << Bits) + 0.5);
            }
            return new(start, count, values, most);
        }
    }
}
