using System.Collections.Concurrent;
using AdaSapSweep.ImageSets.Forms;
using AdaSapSweep.Stages;

namespace AdaSapSweep.ImageSets.Verifying;

/// <summary>Looks a data set over from end to end: its structure, every image, and the checksums that lie beside it.</summary>
public static class DataSetCheck
{
    private const int RecordsAtOnce = 1024;

    /// <param name="folder">Where the set is looked for, as <c>--data</c> names it.</param>
    /// <param name="progress">Hears how many images and files of how many are looked at; called from several threads.</param>
    /// <returns>What was looked at, and a line for each thing that is wrong, with the file's name.</returns>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public static DataSetReport Run(DataSetForm form, string folder, ParallelOptions options, Action<CheckProgress> progress)
    {
        if (form.Root(Path.GetFullPath(folder)) is not { } root) return new(null, 0, 0, 0, [Missing(form, folder)]);
        var damage = new ConcurrentQueue<string>();
        var images = 0;
        foreach (var split in new[] { ImageSplit.Training, ImageSplit.Test })
        {
            if (PartOf(form, folder, split, damage) is not { } part) continue;
            images += part.Count;
            Images(part, split, options, damage, progress);
        }
        var sums = ChecksumList.Of(root);
        if (sums is not null) Sums(sums, options, damage, progress);
        return new(root, images, sums?.Entries.Count ?? 0, Bytes(form, folder), [.. damage.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Bytes of the set's files; 0 where it cannot be read.</summary>
    public static long Bytes(DataSetForm form, string folder)
    {
        try
        {
            return new[] { ImageSplit.Training, ImageSplit.Test }
                .SelectMany(split => form.Part(new DataSettings { Name = form.Name }, folder, split).Files).Distinct().Sum(file => new FileInfo(file).Length);
        }
        catch (Exception error) when (error is DataSetException or IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static string Missing(DataSetForm form, string folder)
    {
        try
        {
            form.Part(new DataSettings { Name = form.Name }, folder, ImageSplit.Training);
            return $"'{folder}' holds no data set '{form.Name}'";
        }
        catch (DataSetException error)
        {
            return error.Message;
        }
    }

    private static ImagePart? PartOf(DataSetForm form, string folder, ImageSplit split, ConcurrentQueue<string> damage)
    {
        try
        {
            return form.Part(new DataSettings { Name = form.Name }, folder, split);
        }
        catch (DataSetException error)
        {
            damage.Enqueue(error.Message);
            return null;
        }
    }

    /// <remarks>Decoded images one by one, so that each damaged one is named; records in blocks.</remarks>
    private static void Images(ImagePart part, ImageSplit split, ParallelOptions options, ConcurrentQueue<string> damage, Action<CheckProgress> progress)
    {
        var atOnce = part.IsDecoded ? 1 : RecordsAtOnce;
        var single = new ParallelOptions { MaxDegreeOfParallelism = 1, CancellationToken = options.CancellationToken };
        var done = 0;
        Parallel.For(
            0, (part.Count + atOnce - 1) / atOnce, options,
            () => new byte[atOnce * part.ImageBytes],
            (block, _, pixels) =>
            {
                var count = Math.Min(atOnce, part.Count - block * atOnce);
                try
                {
                    part.Read(block * atOnce, pixels.AsMemory(0, count * part.ImageBytes), new int[count], single);
                }
                catch (DataSetException error)
                {
                    damage.Enqueue(error.Message);
                }
                progress(new($"{split.Word()} images", Interlocked.Add(ref done, count), part.Count));
                return pixels;
            },
            _ => { });
    }

    private static void Sums(ChecksumList sums, ParallelOptions options, ConcurrentQueue<string> damage, Action<CheckProgress> progress)
    {
        var done = 0;
        foreach (var wrong in sums.Wrong) damage.Enqueue(wrong);
        Parallel.ForEach(sums.Entries, options, entry =>
        {
            if (entry.Problem() is { } problem) damage.Enqueue(problem);
            progress(new("checksums", Interlocked.Increment(ref done), sums.Entries.Count));
        });
    }
}
