using System.Globalization;
using AdaSapSweep.ImageSets;
using AdaSapSweep.ImageSets.Forms;
using AdaSapSweep.ImageSets.Identity;
using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.DataSetFiles;

/// <summary>Finds the second test set that a sweep file names, and sees to it that the sweep's networks can be tested on it.</summary>
public static class ShiftedCatalogue
{
    private const int ImagesAtOnce = 1024;

    /// <param name="evaluation">Values of <see cref="EvaluationSection"/>.</param>
    /// <param name="data">The sweep's own data.</param>
    /// <param name="dataFolder">That of <c>--data</c>.</param>
    /// <param name="cache">Fingerprints of large folders from earlier runs; null: everything is read anew.</param>
    /// <returns>Null when none is asked for.</returns>
    public static ShiftedLookup? Locate(SettingValues evaluation, LocatedDataSet data, string? dataFolder, FingerprintCache? cache = null)
    {
        if (evaluation.Find(EvaluationSection.ShiftedName)?.Word is not { } name || evaluation.Find(EvaluationSection.ShiftedFolder)?.Text is not { } folder) return null;
        if (ShiftedPath.Of(folder, dataFolder) is not { } path)
            return Failed($"'{folder}' begins in the folder of --data, and none was given; give one, or the whole path");
        try
        {
            var form = DataSetForms.Of(name);
            var settings = new DataSettings { Name = name, ImageSize = HasOneSide(name) ? null : data.Side };
            var set = form.TestAlone(settings, path);
            if (Objection(name, set.Part, data) is { } objection) return Failed($"'{path}' {objection}");
            if (!set.Part.IsDecoded) ReadThrough(set.Part);
            return new(new(folder, new() { Data = settings, Fingerprint = form.FingerprintOfAlone(set, cache) }, set.Part.Count), null);
        }
        catch (DataSetException error)
        {
            return Failed(error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Failed($"data set '{name}' in '{path}' cannot be read: {error.Message}");
        }
    }

    private static string? Objection(string name, ImagePart part, LocatedDataSet data)
    {
        // Labels that do not occur are not seen in an IDX file.
        if (part.Classes > data.Classes || (part.Classes < data.Classes && name != DataSets.Idx)) return Text($"has {part.Classes} classes, and data set '{data.Name}' has {data.Classes}");
        if (part.Side != data.Side) return Text($"has images of {part.Side} pixels a side, and those of data set '{data.Name}' have {data.Side}");
        if (part.ClassNames is not { } names || data.ClassNames is not { } own) return null;
        return names.Except(own).FirstOrDefault() is { } unknown ? $"has a class '{unknown}', which data set '{data.Name}' has not" : null;
    }

    /// <summary>So that a label that is none is found before anything runs; it takes no longer than the fingerprint.</summary>
    private static void ReadThrough(ImagePart part)
    {
        var pixels = new byte[Math.Min(ImagesAtOnce, part.Count) * part.ImageBytes];
        var labels = new int[Math.Min(ImagesAtOnce, part.Count)];
        for (var first = 0; first < part.Count; first += ImagesAtOnce)
        {
            var count = Math.Min(ImagesAtOnce, part.Count - first);
            part.Read(first, pixels.AsMemory(0, count * part.ImageBytes), labels.AsMemory(0, count), new());
        }
    }

    private static bool HasOneSide(string name) => DataSets.SideOf(new() { Name = name }) is not null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static ShiftedLookup Failed(string message) => new(null, new($"evaluation: {EvaluationSection.ShiftedFolder}: {message}"));
}
