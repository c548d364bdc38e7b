using static TorchSharp.torch;

namespace AdaSapSweep.Training.Data;

/// <summary>Zero-pad by an eighth of the side, random crop, horizontal flip with probability one half: each image its own draw.</summary>
public static class Augmentation
{
    /// <param name="side">Pixels.</param>
    /// <param name="generator">Null: torch's default generator of the device.</param>
    public static CropDraws Draw(long images, long side, Device device, Generator? generator = null)
    {
        var offsets = 2 * (side / 8) + 1;
        return new CropDraws(
            randint(0, offsets, new[] { images }, ScalarType.Int64, device, generator: generator),
            randint(0, offsets, new[] { images }, ScalarType.Int64, device, generator: generator),
            randint(0, 2, new[] { images }, ScalarType.Int64, device, generator: generator));
    }

    /// <summary>A new batch (n, 3, side, side) on the same device. No image is touched one by one: rows and columns are gathered by index.</summary>
    public static Tensor Crop(Tensor images, CropDraws draws)
    {
        var (top, left, flip) = draws;
        var (n, channels, height, width) = (images.shape[0], images.shape[1], images.shape[2], images.shape[3]);
        var pad = width / 8;
        using var scope = NewDisposeScope();
        var padded = nn.functional.pad(images, (pad, pad, pad, pad));
        var rows = arange(height, ScalarType.Int64, images.device).reshape(1, height).add(top.reshape(n, 1));
        var column = arange(width, ScalarType.Int64, images.device).reshape(1, width);
        var mirrored = column.mul(-1).add(width - 1);
        var columns = column.add(mirrored.sub(column).mul(flip.reshape(n, 1))).add(left.reshape(n, 1));
        var tall = padded.gather(2, rows.reshape(n, 1, height, 1).expand(n, channels, height, width + 2 * pad));
        return tall.gather(3, columns.reshape(n, 1, 1, width).expand(n, channels, height, width)).MoveToOuterDisposeScope();
    }
}
