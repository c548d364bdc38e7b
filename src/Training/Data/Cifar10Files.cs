namespace AdaSapSweep.Training.Data;

/// <summary>
/// CIFAR-10 in its binary layout: records of one label byte (0 to 9) and 3,072 pixel bytes (red, green, blue planes of 32 x 32,
/// rows first); training records in <c>data_batch_*.bin</c>, sorted by name, test records in <c>test_batch.bin</c>.
/// </summary>
public static class Cifar10Files
{
    public const int Classes = 10;
    public const int Side = 32;

    private const int PixelBytes = 3 * Side * Side;
    private const int RecordBytes = 1 + PixelBytes;
    private const string NestedFolder = "cifar-10-batches-bin";
    private const string HowToGetIt =
        "Unpack cifar-10-binary.tar.gz from https://www.cs.toronto.edu/~kriz/cifar.html and name the folder that holds its files.";

    // Ten times the official set: a folder of foreign files must not fill the memory.
    private const int MostRecords = 600_000;

    /// <param name="folder">The folder with the files, or the one above a nested <c>cifar-10-batches-bin</c>.</param>
    /// <param name="images">From the front; null: all.</param>
    /// <exception cref="DataSetException">Missing, damaged, or fewer images than asked for.</exception>
    public static RawImages ReadTraining(string? folder, int? images)
    {
        var found = Locate(folder);
        var batches = Directory.GetFiles(found, "data_batch_*.bin");
        Array.Sort(batches, StringComparer.Ordinal);
        if (batches.Length == 0) throw new DataSetException($"CIFAR-10: no data_batch_*.bin in '{found}'. {HowToGetIt}");
        return Take(batches, images, "training");
    }

    /// <param name="folder">As for <see cref="ReadTraining"/>.</param>
    /// <param name="images">From the front; null: all.</param>
    /// <exception cref="DataSetException">Missing, damaged, or fewer images than asked for.</exception>
    public static RawImages ReadTest(string? folder, int? images) => Take([Path.Combine(Locate(folder), "test_batch.bin")], images, "test");

    private static string Locate(string? folder)
    {
        if (string.IsNullOrWhiteSpace(folder)) throw new DataSetException($"CIFAR-10: no folder was given. {HowToGetIt}");
        string[] candidates = [folder, Path.Combine(folder, NestedFolder)];
        return Array.Find(candidates, candidate => File.Exists(Path.Combine(candidate, "test_batch.bin")))
            ?? throw new DataSetException(
                $"CIFAR-10: test_batch.bin is neither in '{candidates[0]}' nor in '{candidates[1]}'. {HowToGetIt}");
    }

    private static RawImages Take(string[] files, int? asked, string part)
    {
        var pixels = new List<byte[]>();
        var labels = new List<byte>();
        foreach (var file in files)
        {
            if (asked <= labels.Count) break;
            ReadRecords(file, asked - labels.Count, pixels, labels);
        }
        if (asked > labels.Count)
            throw new DataSetException($"CIFAR-10: {asked} {part} images were asked for, and the files hold {labels.Count}");
        var all = new byte[labels.Count * PixelBytes];
        for (int i = 0, start = 0; i < pixels.Count; start += pixels[i++].Length) pixels[i].CopyTo(all, start);
        return new RawImages(all, [.. labels], Side);
    }

    private static void ReadRecords(string file, int? atMost, List<byte[]> pixels, List<byte> labels)
    {
        var length = new FileInfo(file).Length;
        if (length == 0 || length % RecordBytes != 0)
            throw Damaged($"'{file}' has {length} bytes, not a whole number of {RecordBytes}-byte records");
        if (length / RecordBytes > MostRecords - labels.Count) throw Damaged($"'{file}' brings the set above {MostRecords} images");
        var bytes = ReadAll(file, (int)length);
        var records = Math.Min(bytes.Length / RecordBytes, atMost ?? int.MaxValue);
        var block = new byte[records * PixelBytes];
        for (var i = 0; i < records; i++)
        {
            var record = bytes.AsSpan(i * RecordBytes, RecordBytes);
            if (record[0] >= Classes) throw Damaged($"record {i} of '{file}' has label {record[0]}, not 0 to 9");
            labels.Add(record[0]);
            record[1..].CopyTo(block.AsSpan(i * PixelBytes));
        }
        pixels.Add(block);
    }

    private static DataSetException Damaged(string what) => new($"CIFAR-10: {what}: the files are damaged. {HowToGetIt}");

    private static byte[] ReadAll(string file, int length)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var bytes = new byte[length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataSetException($"CIFAR-10: '{file}' could not be read: {error.Message}", error);
        }
    }
}
