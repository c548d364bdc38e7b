using System.Collections.Immutable;
using System.Globalization;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.DataSetFiles;

/// <summary>Finds CIFAR-10 in its binary version: records of a label byte and 3 × 32 × 32 pixel bytes, in training files, read in the order of their names, and a test file.</summary>
internal static class Cifar10Files
{
    private const int RecordBytes = 1 + (3 * 32 * 32);
    private const string NestedFolder = "cifar-10-batches-bin";
    private const string TrainFilePattern = "data_batch_*.bin";
    private const string TestFile = "test_batch.bin";
    private const string HowToGet = "unpack the archive cifar-10-binary.tar.gz (\"CIFAR-10 binary version\") there";

    public static DataSetLookup Locate(DataSettings settings, string? folder)
    {
        if (string.IsNullOrEmpty(folder))
            return DataSetLookup.Failed($"data set 'cifar10' is read from files, and no data folder was given; give one, and {HowToGet}");
        try
        {
            return Find(Path.GetFullPath(folder)) is { } found
                ? Check(settings, found)
                : DataSetLookup.Failed($"data set 'cifar10': looked for {TrainFilePattern} and {TestFile} in '{folder}' and its folder {NestedFolder}; {HowToGet}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return DataSetLookup.Failed($"data set 'cifar10' in '{folder}' cannot be read: {error.Message}");
        }
    }

    private static string? Find(string folder)
    {
        string[] candidates = [folder, Path.Combine(folder, NestedFolder)];
        return candidates.FirstOrDefault(candidate => TrainFiles(candidate).Length > 0 || File.Exists(Path.Combine(candidate, TestFile)));
    }

    private static ImmutableArray<string> TrainFiles(string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder, TrainFilePattern).Order(StringComparer.Ordinal)] : [];

    private static DataSetLookup Check(DataSettings settings, string folder)
    {
        var train = TrainFiles(folder);
        var test = Path.Combine(folder, TestFile);
        if (train.IsEmpty) return DataSetLookup.Failed($"data set 'cifar10': '{folder}' has {TestFile} but no {TrainFilePattern}; {HowToGet}");
        if (!File.Exists(test)) return DataSetLookup.Failed($"data set 'cifar10': '{folder}' has training files but no {TestFile}; {HowToGet}");
        foreach (var file in train.Append(test))
        {
            var bytes = new FileInfo(file).Length;
            if (bytes == 0 || bytes % RecordBytes != 0)
                return DataSetLookup.Failed($"data set 'cifar10': '{file}' is damaged: {Number(bytes)} bytes are no whole number of records of {Number(RecordBytes)}; {HowToGet}");
        }

        var (trainImages, testImages) = (train.Sum(Images), Images(test));
        if (settings.TrainImages > trainImages) return TooFew("train_images", settings.TrainImages.Value, trainImages, folder);
        if (settings.TestImages > testImages) return TooFew("test_images", settings.TestImages.Value, testImages, folder);
        return new(new(settings.Name, folder, train, [test], Fingerprint.Of(train.Append(test)), settings.TrainImages ?? trainImages, settings.TestImages ?? testImages), null);
    }

    private static DataSetLookup TooFew(string key, long asked, long there, string folder) =>
        DataSetLookup.Failed($"data set 'cifar10': {key} asks for {Number(asked)} images, and '{folder}' holds {Number(there)}");

    private static int Images(string file) => (int)(new FileInfo(file).Length / RecordBytes);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
