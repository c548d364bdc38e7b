using AdaSapSweep.ImageSets;
using AdaSapSweep.ImageSets.Forms;
using AdaSapSweep.ImageSets.Keeping;
using AdaSapSweep.Stages;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Data;

/// <summary>Brings one part of a data set onto a device: no stage reads both training and test images.</summary>
public static class ImageDataLoader
{
    /// <param name="folder">Where the files lie; not needed for a rendered set.</param>
    /// <returns>The training images; the caller disposes them.</returns>
    /// <exception cref="DataSetException">The set is unknown, missing, damaged, too large for the memory, or holds fewer images than asked for.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public static ImageData Training(DataSettings settings, string? folder, Device device, ReadingOptions? reading = null) =>
        settings.Name == DataSets.Shapes
            ? Shapes(settings, ShapesRenderer.TrainStream, settings.TrainImages ?? ShapesRenderer.DefaultTrainImages, device)
            : FromFiles(settings, folder, ImageSplit.Training, settings.TrainImages, device, reading);

    /// <param name="folder">Where the files lie; not needed for a rendered set.</param>
    /// <returns>The test images; the caller disposes them.</returns>
    /// <exception cref="DataSetException">The set is unknown, missing, damaged, too large for the memory, or holds fewer images than asked for.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public static ImageData Test(DataSettings settings, string? folder, Device device, ReadingOptions? reading = null) =>
        settings.Name == DataSets.Shapes
            ? Shapes(settings, ShapesRenderer.TestStream, settings.TestImages ?? ShapesRenderer.DefaultTestImages, device)
            : FromFiles(settings, folder, ImageSplit.Test, settings.TestImages, device, reading);

    /// <param name="path">Where the second test set lies.</param>
    /// <returns>Its images; the caller disposes them.</returns>
    /// <exception cref="DataSetException">The set is missing, damaged, or too large for the memory.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public static ImageData Shifted(ShiftedSettings settings, string? path, Device device, ReadingOptions? reading = null)
    {
        if (path is null) throw new DataSetException("it is not known where the shifted test set lies: neither its path nor that of the data folder is given");
        var part = DataSetForms.Of(settings.Data.Name).TestAlone(settings.Data, path).Part;
        return Read(part, part.Count, settings.Data.Name, device, reading);
    }

    private static ImageData Shapes(DataSettings settings, int stream, int count, Device device)
    {
        var raw = ShapesRenderer.Render(settings.RenderSeed ?? 0, stream, count, settings.ImageSize ?? ShapesRenderer.DefaultSide);
        return new ImageData(raw, ShapesRenderer.Classes, ShapesRenderer.Mean, ShapesRenderer.Deviation, device);
    }

    private static ImageData FromFiles(DataSettings settings, string? folder, ImageSplit split, int? asked, Device device, ReadingOptions? reading)
    {
        var part = DataSetForms.Of(settings.Name).Part(settings, folder, split);
        return Read(part, asked ?? part.Count, settings.Name, device, reading);
    }

    private static ImageData Read(ImagePart part, int count, string name, Device device, ReadingOptions? reading)
    {
        var options = SlotThreads.Share();
        options.CancellationToken = reading?.Stop ?? default;
        var (mean, deviation) = ChannelConstants.Of(name);
        if (!part.IsDecoded || reading?.KeepIn is not { } keepIn) return ImageData.Read(part, count, mean, deviation, device, options, reading?.Progress);
        MemoryNeed.Check(part, count, device);
        using var kept = KeptPart.Of(part, count, ImageData.AtOnce(part, count), keepIn, reading.Time);
        var data = ImageData.Read(kept, count, mean, deviation, device, options, reading.Progress);
        kept.Finish();
        return data;
    }
}
