using System.Globalization;
using AdaSapSweep.ImageSets;
using AdaSapSweep.ImageSets.Forms;
using AdaSapSweep.ImageSets.Identity;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.DataSetFiles;

/// <summary>Finds the data set that a sweep file names.</summary>
public static class DataSetCatalogue
{
    /// <summary>Part of the fingerprint of <c>shapes</c>: a change of the renderer that changes a pixel raises it.</summary>
    public const int ShapesVersion = 1;

    private const int LargestShape = 128;

    /// <param name="folder">Where data sets lie as files; null when none was given.</param>
    /// <param name="cache">Fingerprints of large folders from earlier runs; null: everything is read anew.</param>
    public static DataSetLookup Locate(DataSettings settings, string? folder, FingerprintCache? cache = null)
    {
        if (settings.Name == DataSets.Shapes) return Shapes(settings);
        try
        {
            var form = DataSetForms.Of(settings.Name);
            var (train, test) = (form.Part(settings, folder, ImageSplit.Training), form.Part(settings, folder, ImageSplit.Test));
            var root = form.Root(Path.GetFullPath(folder!))!;
            return new(
                new(settings.Name, root, [.. train.Files], [.. test.Files], form.FingerprintOf(root, [train, test], cache),
                    settings.TrainImages ?? train.Count, settings.TestImages ?? test.Count)
                {
                    Classes = train.Classes,
                    Side = train.Side,
                    ClassNames = train.ClassNames,
                },
                null);
        }
        catch (DataSetException error)
        {
            return DataSetLookup.Failed(error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return DataSetLookup.Failed($"data set '{settings.Name}' in '{folder}' cannot be read: {error.Message}");
        }
    }

    /// <remarks>The numbers of images are left out: an image does not depend on how many others there are.</remarks>
    private static DataSetLookup Shapes(DataSettings settings)
    {
        if (settings is not { TrainImages: { } train, TestImages: { } test, ImageSize: { } size, RenderSeed: { } seed })
            return DataSetLookup.Failed("data set 'shapes' needs train_images, test_images, image_size and render_seed");
        if (size > LargestShape)
            return DataSetLookup.Failed(string.Create(CultureInfo.InvariantCulture, $"data set 'shapes' is rendered at an image_size of at most {LargestShape}, not {size}"));
        var identity = FormattableString.Invariant($"shapes renderer {ShapesVersion} size {size} seed {seed}");
        return new(new(settings.Name, null, [], [], Fingerprint.Of(identity), train, test) { Classes = DataSets.ShapesClasses, Side = size }, null);
    }
}
