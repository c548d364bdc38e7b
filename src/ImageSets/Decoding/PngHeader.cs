using System.Buffers.Binary;

namespace AdaSapSweep.ImageSets.Decoding;

/// <summary>Which pixels a pass brings: those at x = Left + i * Across, y = Top + j * Down.</summary>
internal readonly record struct PngPassPlace(int Left, int Top, int Across, int Down);

/// <summary>The header of a PNG file.</summary>
internal sealed record PngHeader(int Width, int Height, int Depth, int Colour, bool Interlaced)
{
    public const int Grey = 0;
    public const int TrueColour = 2;
    public const int Palette = 3;
    public const int GreyAlpha = 4;
    public const int TrueColourAlpha = 6;

    private static readonly PngPassPlace[] Adam7 =
        [new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2)];

    public IReadOnlyList<PngPassPlace> Passes => Interlaced ? Adam7 : [new(0, 0, 1, 1)];

    public int Channels => Colour switch
    {
        Grey or Palette => 1,
        GreyAlpha => 2,
        TrueColour => 3,
        TrueColourAlpha => 4,
        _ => throw new InvalidDataException($"it is damaged: there is no colour type {Colour}"),
    };

    public static PngHeader Read(ReadOnlySpan<byte> body)
    {
        if (body.Length != 13) throw new InvalidDataException("it is damaged: its header has a wrong length");
        var header = new PngHeader(BinaryPrimitives.ReadInt32BigEndian(body), BinaryPrimitives.ReadInt32BigEndian(body[4..]), body[8], body[9], body[12] == 1);
        int[] depths = header.Colour switch
        {
            Grey => [1, 2, 4, 8, 16],
            Palette => [1, 2, 4, 8],
            _ => [8, 16],
        };
        if (header.Channels < 1 || !depths.Contains(header.Depth) || body[10] != 0 || body[11] != 0 || body[12] > 1)
            throw new InvalidDataException("it is damaged: its header makes no sense");
        return header;
    }
}
