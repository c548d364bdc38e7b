namespace AdaSapSweep.ImageSets.Decoding;

/// <summary>One pass over the image: all of it, or one of the seven of an interlaced one.</summary>
internal sealed class PngPass(PngHeader header, byte[] palette, PngPassPlace place)
{
    private readonly int _width = (header.Width - place.Left + place.Across - 1) / place.Across;
    private readonly int _height = (header.Height - place.Top + place.Down - 1) / place.Down;

    /// <summary>From a byte to the one at the same place of the pixel to the left.</summary>
    private readonly int _step = Math.Max(1, header.Channels * header.Depth / 8);

    public void Read(Stream lines, Raster raster)
    {
        if (_width < 1 || _height < 1) return;
        var bytes = (int)(((long)_width * header.Channels * header.Depth + 7) / 8);
        var (above, line, filter) = (new byte[bytes], new byte[bytes], new byte[1]);
        for (var y = 0; y < _height; y++)
        {
            lines.ReadExactly(filter);
            lines.ReadExactly(line);
            Restore(filter[0], line, above);
            Put(line, raster.Row(place.Top + y * place.Down));
            (above, line) = (line, above);
        }
    }

    private void Restore(byte filter, byte[] line, byte[] above)
    {
        if (filter > 4) throw new InvalidDataException($"it is damaged: there is no filter {filter}");
        for (var i = 0; i < line.Length && filter > 0; i++)
        {
            int left = i >= _step ? line[i - _step] : 0, up = above[i], corner = i >= _step ? above[i - _step] : 0;
            line[i] += (byte)(filter switch
            {
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                _ => Nearest(left, up, corner),
            });
        }
    }

    /// <summary>The Paeth predictor: of the three, the one that is nearest to left + up - corner.</summary>
    private static int Nearest(int left, int up, int corner)
    {
        int toLeft = Math.Abs(up - corner), toUp = Math.Abs(left - corner), toCorner = Math.Abs(left + up - 2 * corner);
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private void Put(byte[] line, Span<byte> row)
    {
        for (var x = 0; x < _width; x++)
        {
            var pixel = row.Slice(3 * (place.Left + x * place.Across), 3);
            switch (header.Colour)
            {
                case PngHeader.Palette:
                    var entry = 3 * Sample(line, x);
                    if (entry + 3 > palette.Length) throw new InvalidDataException("it is damaged: a pixel has a colour that is not in its palette");
                    palette.AsSpan(entry, 3).CopyTo(pixel);
                    break;
                case PngHeader.Grey or PngHeader.GreyAlpha:
                    pixel.Fill(Level(line, x * header.Channels));
                    break;
                default:
                    for (var c = 0; c < 3; c++) pixel[c] = Level(line, x * header.Channels + c);
                    break;
            }
        }
    }

    /// <summary>As a byte, whatever the depth.</summary>
    private byte Level(byte[] line, int index) => (byte)(header.Depth < 8 ? Sample(line, index) * 255 / ((1 << header.Depth) - 1) : Sample(line, index));

    private int Sample(byte[] line, int index) => header.Depth switch
    {
        16 => line[2 * index],
        8 => line[index],
        var bits => line[index * bits / 8] >> (8 - bits - index * bits % 8) & ((1 << bits) - 1),
    };
}
