namespace AdaSapSweep.ImageSets.Forms;

/// <summary>Records of label bytes, the last of which is the class, and 3 x 32 x 32 pixel bytes: red, green, blue plane, rows first.</summary>
internal sealed record RecordFormat(int LabelBytes, int Classes)
{
    public const int Side = 32;

    public const int PixelBytes = 3 * Side * Side;

    public int RecordBytes => LabelBytes + PixelBytes;
}
