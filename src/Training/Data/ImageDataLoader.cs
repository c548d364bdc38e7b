using AdaSapSweep.Stages;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Data;

/// <summary>Brings one part of a data set onto a device: no stage reads both training and test images.</summary>
public static class ImageDataLoader
{
    private static readonly ChannelValues CifarMean = new(0.4914, 0.4822, 0.4465);
    private static readonly ChannelValues CifarDeviation = new(0.2470, 0.2435, 0.2616);

    /// <param name="folder">Where the files lie; not needed for a rendered set.</param>
    /// <returns>The training images; the caller disposes them.</returns>
    /// <exception cref="DataSetException">The set is unknown, missing, damaged, or holds fewer images than asked for.</exception>
    public static ImageData Training(DataSettings settings, string? folder, Device device) => settings.Name switch
    {
        DataSets.Shapes => Shapes(settings, ShapesRenderer.TrainStream, settings.TrainImages ?? ShapesRenderer.DefaultTrainImages, device),
        DataSets.Cifar10 => Cifar10(Cifar10Files.ReadTraining(folder, settings.TrainImages), device),
        _ => throw Unknown(settings),
    };

    /// <param name="folder">Where the files lie; not needed for a rendered set.</param>
    /// <returns>The test images; the caller disposes them.</returns>
    /// <exception cref="DataSetException">The set is unknown, missing, damaged, or holds fewer images than asked for.</exception>
    public static ImageData Test(DataSettings settings, string? folder, Device device) => settings.Name switch
    {
        DataSets.Shapes => Shapes(settings, ShapesRenderer.TestStream, settings.TestImages ?? ShapesRenderer.DefaultTestImages, device),
        DataSets.Cifar10 => Cifar10(Cifar10Files.ReadTest(folder, settings.TestImages), device),
        _ => throw Unknown(settings),
    };

    private static ImageData Shapes(DataSettings settings, int stream, int count, Device device)
    {
        var raw = ShapesRenderer.Render(settings.RenderSeed ?? 0, stream, count, settings.ImageSize ?? ShapesRenderer.DefaultSide);
        return new ImageData(raw, ShapesRenderer.Classes, ShapesRenderer.Mean, ShapesRenderer.Deviation, device);
    }

    private static ImageData Cifar10(RawImages raw, Device device) => new(raw, Cifar10Files.Classes, CifarMean, CifarDeviation, device);

    private static DataSetException Unknown(DataSettings settings) =>
        new($"data set '{settings.Name}' is none of {string.Join(", ", DataSets.All)}");
}
