using System.Globalization;
using AdaSapSweep.ImageSets;
using TorchSharp;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Data;

/// <summary>Says before the first image is read that a set does not fit: it is held in memory as bytes, whole.</summary>
internal static class MemoryNeed
{
    /// <summary>What is left is for the network and for all else on the machine.</summary>
    private const double LargestShare = 0.8;

    /// <exception cref="DataSetException">The images need more than four fifths of this machine's memory.</exception>
    public static void Check(ImagePart part, int count, Device device)
    {
        // TorchSharp does not tell how much memory another device has; what does not fit there is an error of LibTorch.
        if (device.type == DeviceType.CPU) Check(part, count, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
    }

    internal static void Check(ImagePart part, int count, long memory)
    {
        var need = (long)count * part.ImageBytes;
        if (need <= memory * LargestShare) return;
        throw new DataSetException(string.Create(
            CultureInfo.InvariantCulture,
            $"{count:N0} images of {part.Side} x {part.Side} take {need / 1e9:N1} GB as bytes, and this machine has {memory / 1e9:N1} GB; use fewer (train_images, test_images) or a smaller image_size"));
    }
}
