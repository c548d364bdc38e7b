namespace AdaSapSweep.ImageSets.Forms;

/// <summary>Records in files, one after the other.</summary>
/// <param name="wrong">Makes an error of what is wrong.</param>
internal sealed class RecordPart(RecordFormat format, string[] files, Func<string, DataSetException> wrong) : ImagePart
{
    private const int RecordsAtOnce = 1024;

    private readonly long[] _records = Array.ConvertAll(files, file => new FileInfo(file).Length / format.RecordBytes);

    public override int Count => (int)Math.Min(_records.Sum(), int.MaxValue);

    public override int Classes => format.Classes;

    public override int Side => RecordFormat.Side;

    public override IReadOnlyList<string> Files => files;

    public override void Read(int first, Memory<byte> pixels, Memory<int> labels, ParallelOptions options)
    {
        long before = 0;
        var done = 0;
        for (var f = 0; f < files.Length && done < labels.Length; before += _records[f++])
        {
            var start = first + done - before;
            if (start >= _records[f]) continue;
            var count = (int)Math.Min(_records[f] - start, labels.Length - done);
            ReadFile(files[f], start, pixels.Span.Slice(done * RecordFormat.PixelBytes, count * RecordFormat.PixelBytes), labels.Span.Slice(done, count), options);
            done += count;
        }
        if (done < labels.Length) throw wrong($"{labels.Length} images from number {first} on were asked for, and there are {Count}");
    }

    private void ReadFile(string file, long start, Span<byte> pixels, Span<int> labels, ParallelOptions options)
    {
        try
        {
            using var stream = File.OpenRead(file);
            stream.Position = start * format.RecordBytes;
            var block = new byte[Math.Min(RecordsAtOnce, labels.Length) * format.RecordBytes];
            for (var done = 0; done < labels.Length; done += RecordsAtOnce)
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                var count = Math.Min(RecordsAtOnce, labels.Length - done);
                stream.ReadExactly(block, 0, count * format.RecordBytes);
                for (var i = 0; i < count; i++)
                {
                    var record = block.AsSpan(i * format.RecordBytes, format.RecordBytes);
                    var label = record[format.LabelBytes - 1];
                    if (label >= format.Classes)
                        throw wrong($"record {start + done + i} of '{file}' has label {label}, not 0 to {format.Classes - 1}: the file is damaged");
                    labels[done + i] = label;
                    record[format.LabelBytes..].CopyTo(pixels[((done + i) * RecordFormat.PixelBytes)..]);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataSetException($"'{file}' cannot be read: {error.Message}", error);
        }
    }
}
