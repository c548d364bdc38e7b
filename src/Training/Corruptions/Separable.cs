using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>A map of the rows followed by a map of the columns, as two matrix products.</summary>
internal static class Separable
{
    /// <param name="images">(n, channels, height, width), of the type of the matrices.</param>
    /// <param name="rows">(new height, height).</param>
    /// <param name="columns">(new width, width).</param>
    /// <returns>(n, channels, new height, new width), a view whose columns lie one after the other.</returns>
    public static Tensor Apply(Tensor images, Tensor rows, Tensor columns) => Along(Along(images, columns), rows);

    /// <summary>Maps the last dimension and swaps the last two.</summary>
    public static Tensor Along(Tensor images, Tensor matrix)
    {
        var (n, channels, height, width) = (images.shape[0], images.shape[1], images.shape[2], images.shape[3]);
        var mapped = images.reshape(n * channels * height, width).matmul(matrix.t());
        return mapped.reshape(n, channels, height, matrix.shape[0]).transpose(2, 3);
    }
}
