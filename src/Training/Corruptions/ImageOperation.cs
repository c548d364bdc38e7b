using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>
/// One kind of damage at one severity. It owns its tables as tensors on the device and works on a batch at a time. Images are float32 (n, 3, side,
/// side) in levels, 0 to 255: that is 255 times the x of the published generator.
/// </summary>
internal abstract class ImageOperation(Device device) : IDisposable
{
    private readonly List<Tensor> _tables = [];

    protected Device Device { get; } = device;

    /// <param name="levels">Whole numbers in 0..255; not changed.</param>
    /// <param name="draws">The streams of these images.</param>
    /// <returns>Levels of the same shape, not yet clipped or made whole; any floating type.</returns>
    public abstract Tensor Apply(Tensor levels, ImageDraws draws);

    public void Dispose()
    {
        foreach (var table in _tables) table.Dispose();
    }

    protected Tensor Table(float[] values, params long[] shape) => Kept(tensor(values, shape, ScalarType.Float32));

    protected Tensor Table(double[] values, params long[] shape) => Kept(tensor(values, shape, ScalarType.Float64));

    protected Tensor Table(long[] values, params long[] shape) => Kept(tensor(values, shape, ScalarType.Int64));

    protected Tensor Table(double[,] matrix) => Table([.. matrix.Cast<double>()], matrix.GetLength(0), matrix.GetLength(1));

    private Tensor Kept(Tensor onHost)
    {
        using var scope = NewDisposeScope();
        var table = onHost.to(Device).DetachFromDisposeScope();
        if (!ReferenceEquals(table, onHost)) onHost.Dispose();
        _tables.Add(table);
        return table;
    }
}
