namespace AdaSapSweep.ImageSets.Forms;

/// <summary>Grey images of an IDX file, centred on black where the side is larger than theirs (the odd pixel goes below and to the right).</summary>
internal sealed class IdxPart(IdxFile images, IdxFile labels, string[] files, int side, int classes) : ImagePart
{
    private readonly int _own = images.Shape[1];

    public override int Count => images.Shape[0];

    public override int Classes => classes;

    public override int Side => side;

    public override IReadOnlyList<string> Files => files;

    public override void Read(int first, Memory<byte> pixels, Memory<int> into, ParallelOptions options)
    {
        var (border, plane) = ((side - _own) / 2, side * side);
        var whole = pixels.Span;
        whole.Clear();
        for (var i = 0; i < into.Length; i++)
        {
            into.Span[i] = labels.Values.Span[first + i];
            var from = images.Values.Span.Slice((first + i) * _own * _own, _own * _own);
            var to = whole.Slice(i * ImageBytes, ImageBytes);
            for (var y = 0; y < _own; y++) from.Slice(y * _own, _own).CopyTo(to.Slice((border + y) * side + border, _own));
            to[..plane].CopyTo(to.Slice(plane, plane));
            to[..plane].CopyTo(to.Slice(2 * plane, plane));
        }
    }
}
