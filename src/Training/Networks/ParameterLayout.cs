using static TorchSharp.torch;

namespace AdaSapSweep.Training.Networks;

/// <summary>
/// Where each parameter of a network lies in one buffer for all of them, so that what is done to all takes one operation. Those with rows of equal length are
/// neighbours: sums over the rows take one operation for each length.
/// </summary>
internal sealed class ParameterLayout
{
    /// <summary>Elements: a tensor begins at 64 bytes or a multiple, as vector units want it.</summary>
    private const long Alignment = 16;

    private readonly OrderedDictionary<string, (long Start, long[] Shape)> _places = new(StringComparer.Ordinal);

    /// <param name="parameters">Of at least one dimension each.</param>
    public ParameterLayout(IReadOnlyDictionary<string, Tensor> parameters)
    {
        var blocks = new List<RowBlock>();
        foreach (var (name, parameter) in parameters.OrderByDescending(p => RowOf(p.Value.shape)))
        {
            var (shape, row) = (parameter.shape, RowOf(parameter.shape));
            var start = (Length + Alignment - 1) / Alignment * Alignment;
            _places.Add(name, (start, shape));
            if (blocks.Count > 0 && blocks[^1] is var last && last.RowLength == row && Length == start)
                blocks[^1] = last with { Rows = last.Rows + shape[0], Names = [.. last.Names, name] };
            else blocks.Add(new(start, shape[0], row, [name]));
            Length = start + shape[0] * row;
        }
        Blocks = blocks;
    }

    /// <summary>Elements of a buffer. Those between tensors belong to none.</summary>
    public long Length { get; }

    /// <summary>Stretches of rows of equal length with nothing between them.</summary>
    public IReadOnlyList<RowBlock> Blocks { get; }

    public IEnumerable<string> Names => _places.Keys;

    /// <returns>A parameter's part of a buffer, in its shape.</returns>
    public Tensor View(Tensor buffer, string name)
    {
        var (start, shape) = _places[name];
        return buffer.narrow(0, start, SizeOf(shape)).view(shape);
    }

    /// <returns>A new buffer with these tensors, whatever their strides.</returns>
    /// <param name="tensors">By parameter; null where there is none.</param>
    /// <param name="rest">The value where there is none.</param>
    public Tensor Gather(Func<string, Tensor?> tensors, double rest = 0)
    {
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        var gaps = new List<(int Part, long Length)>();
        var end = 0L;
        foreach (var (name, (start, shape)) in _places)
            if (tensors(name) is { } tensor)
            {
                Skip(start);
                parts.Add(tensor.detach().reshape(-1));
                end = start + SizeOf(shape);
            }
        Skip(Length);
        if (gaps.Count > 0)
        {
            var like = parts.First(part => part is not null);
            var filler = full([gaps.Max(gap => gap.Length)], rest, like.dtype, like.device);
            foreach (var (part, length) in gaps) parts[part] = filler.narrow(0, 0, length);
        }
        return cat(parts).MoveToOuterDisposeScope();

        void Skip(long to)
        {
            if (to == end) return;
            gaps.Add((parts.Count, to - end));
            parts.Add(null!);
        }
    }

    private static long SizeOf(long[] shape) => shape.Aggregate(1L, (size, dimension) => size * dimension);

    private static long RowOf(long[] shape) => SizeOf(shape) / shape[0];
}
