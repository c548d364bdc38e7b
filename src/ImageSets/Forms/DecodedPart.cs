using AdaSapSweep.ImageSets.Decoding;

namespace AdaSapSweep.ImageSets.Forms;

/// <summary>Images in JPEG and PNG files, brought to one side.</summary>
/// <param name="listed">Further files that labels come from.</param>
internal sealed class DecodedPart(ImageFile[] images, string[] classes, int side, IReadOnlyList<string> listed) : ImagePart
{
    public override int Count => images.Length;

    public override int Classes => classes.Length;

    public override IReadOnlyList<string> ClassNames => classes;

    public override int Side => side;

    public override IReadOnlyList<string> Files => [.. images.Select(image => image.Path), .. listed];

    public override bool IsDecoded => true;

    public override void Read(int first, Memory<byte> pixels, Memory<int> labels, ParallelOptions options)
    {
        try
        {
            Parallel.For(0, labels.Length, options, i =>
            {
                var image = images[first + i];
                labels.Span[i] = image.Label;
                SquareImage.Read(image.Path, side, pixels.Span.Slice(i * ImageBytes, ImageBytes));
            });
        }
        catch (AggregateException several) when (several.InnerExceptions.FirstOrDefault(e => e is DataSetException) is { } damage)
        {
            throw new DataSetException(damage.Message, several);
        }
    }
}
