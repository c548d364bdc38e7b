using AdaSapSweep.Stages;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Data;

/// <summary>Brings the data set of a stage onto a device.</summary>
public static class ImageDataLoader
{
    private static readonly ChannelValues CifarMean = new(0.4914, 0.4822, 0.4465);
    private static readonly ChannelValues CifarDeviation = new(0.2470, 0.2435, 0.2616);

    /// <param name="folder">Where the files lie; not needed for a rendered set.</param>
    /// <returns>Training and test images; the caller disposes both.</returns>
    /// <exception cref="DataSetException">The set is unknown, missing, damaged, or holds fewer images than asked for.</exception>
    public static (ImageData Train, ImageData Test) Load(DataSettings settings, string? folder, Device device) => settings.Name switch
    {
        DataSets.Shapes => Shapes(settings, device),
        DataSets.Cifar10 => Cifar10(settings, folder, device),
        _ => throw new DataSetException($"data set '{settings.Name}' is none of {string.Join(", ", DataSets.All)}"),
    };

    private static (ImageData Train, ImageData Test) Shapes(DataSettings settings, Device device)
    {
        var side = settings.ImageSize ?? ShapesRenderer.DefaultSide;
        var seed = settings.RenderSeed ?? 0;
        var train = ShapesRenderer.Render(seed, ShapesRenderer.TrainStream, settings.TrainImages ?? ShapesRenderer.DefaultTrainImages, side);
        var test = ShapesRenderer.Render(seed, ShapesRenderer.TestStream, settings.TestImages ?? ShapesRenderer.DefaultTestImages, side);
        return Place(train, test, ShapesRenderer.Classes, ShapesRenderer.Mean, ShapesRenderer.Deviation, device);
    }

    private static (ImageData Train, ImageData Test) Cifar10(DataSettings settings, string? folder, Device device)
    {
        var (train, test) = Cifar10Files.Read(folder, settings.TrainImages, settings.TestImages);
        return Place(train, test, Cifar10Files.Classes, CifarMean, CifarDeviation, device);
    }

    private static (ImageData Train, ImageData Test) Place(
        RawImages train, RawImages test, int classes, ChannelValues mean, ChannelValues deviation, Device device) =>
        (new ImageData(train, classes, mean, deviation, device), new ImageData(test, classes, mean, deviation, device));
}
