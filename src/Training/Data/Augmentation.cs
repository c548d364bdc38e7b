using static TorchSharp.torch;

namespace AdaSapSweep.Training.Data;

/// <summary>Zero-pad by an eighth of the side, random crop, horizontal flip with probability one half: each image its own draw.</summary>
public static class Augmentation
{
    /// <summary>
    /// A new batch (n, 3, side, side) on the same device. The draws come from torch's default generator of that device, which
    /// a stage seeds anew every epoch. No image is touched one by one: rows and columns are gathered by index.
    /// </summary>
    public static Tensor Apply(Tensor images)
    {
        var n = images.shape[0];
        var pad = images.shape[3] / 8;
        using var scope = NewDisposeScope();
        var top = randint(0, 2 * pad + 1, new[] { n }, ScalarType.Int64, images.device);
        var left = randint(0, 2 * pad + 1, new[] { n }, ScalarType.Int64, images.device);
        var flip = randint(0, 2, new[] { n }, ScalarType.Int64, images.device);
        return Crop(images, top, left, flip).MoveToOuterDisposeScope();
    }

    /// <summary>The same with given draws: int64 (n); offsets in [0, side / 4], flips 0 or 1.</summary>
    public static Tensor Crop(Tensor images, Tensor top, Tensor left, Tensor flip)
    {
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
