using static TorchSharp.torch;

namespace AdaSapSweep.Training.Networks;

/// <summary>Neighbouring parameters whose rows, one a neuron, are of equal length.</summary>
/// <param name="Start">Element of the buffer at which the first begins.</param>
/// <param name="Rows">Of all of them.</param>
internal sealed record RowBlock(long Start, long Rows, long RowLength, IReadOnlyList<string> Names)
{
    /// <returns>(rows, elements of a row), a view.</returns>
    public Tensor Of(Tensor buffer) => buffer.narrow(0, Start, Rows * RowLength).view(Rows, RowLength);
}
