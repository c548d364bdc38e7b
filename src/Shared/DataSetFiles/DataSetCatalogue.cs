using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.DataSetFiles;

/// <summary>Finds the data set that a sweep file names.</summary>
public static class DataSetCatalogue
{
    /// <summary>Part of the fingerprint of <c>shapes</c>: a change of the renderer that changes a pixel raises it.</summary>
    public const int ShapesVersion = 1;

    /// <param name="folder">Where data sets lie as files; null when none was given.</param>
    public static DataSetLookup Locate(DataSettings settings, string? folder) => settings.Name switch
    {
        DataSets.Shapes => Shapes(settings),
        DataSets.Cifar10 => Cifar10Files.Locate(settings, folder),
        _ => DataSetLookup.Failed($"there is no data set '{settings.Name}'; there are {string.Join(", ", DataSets.All)}"),
    };

    /// <remarks>The numbers of images are left out: an image does not depend on how many others there are.</remarks>
    private static DataSetLookup Shapes(DataSettings settings)
    {
        if (settings is not { TrainImages: { } train, TestImages: { } test, ImageSize: { } size, RenderSeed: { } seed })
            return DataSetLookup.Failed("data set 'shapes' needs train_images, test_images, image_size and render_seed");
        var identity = FormattableString.Invariant($"shapes renderer {ShapesVersion} size {size} seed {seed}");
        return new(new(settings.Name, null, [], [], Fingerprint.Of(identity), train, test), null);
    }
}
