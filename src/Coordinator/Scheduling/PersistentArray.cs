namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>
/// An array of fixed length whose changed copies share what did not change. Reading and replacing an item cost the same wherever
/// it lies and however many were replaced before, and stretches that were never set take no memory.
/// </summary>
internal sealed class PersistentArray<T>
{
    private const int Bits = 5;
    private const int Width = 1 << Bits;

    private readonly object? _root;
    private readonly int _shift;

    private PersistentArray(object? root, int shift)
    {
        _root = root;
        _shift = shift;
    }

    public T? this[int index]
    {
        get
        {
            var node = _root;
            for (var shift = _shift; shift > 0 && node is not null; shift -= Bits) node = ((object?[])node)[Digit(index, shift)];
            return node is null ? default : ((T?[])node)[Digit(index, 0)];
        }
    }

    public static PersistentArray<T> Of(T?[] items)
    {
        object?[] level = [.. items.Chunk(Width).Select(chunk => Array.TrueForAll(chunk, IsUnset) ? null : Padded(chunk))];
        var shift = 0;
        for (; level.Length > 1; shift += Bits)
            level = [.. level.Chunk(Width).Select(chunk => Array.TrueForAll(chunk, node => node is null) ? null : Padded(chunk))];
        return new(level.Length == 0 ? null : level[0], shift);
    }

    public PersistentArray<T> With(int index, T? item) => new(Replaced(_root, _shift, index, item), _shift);

    private static object Replaced(object? node, int shift, int index, T? item)
    {
        if (shift == 0)
        {
            var leaf = node is null ? new T?[Width] : (T?[])((T?[])node).Clone();
            leaf[Digit(index, 0)] = item;
            return leaf;
        }
        var branch = node is null ? new object?[Width] : (object?[])((object?[])node).Clone();
        branch[Digit(index, shift)] = Replaced(branch[Digit(index, shift)], shift - Bits, index, item);
        return branch;
    }

    private static int Digit(int index, int shift) => (index >> shift) & (Width - 1);

    private static bool IsUnset(T? item) => EqualityComparer<T>.Default.Equals(item, default);

    private static TItem[] Padded<TItem>(TItem[] chunk)
    {
        Array.Resize(ref chunk, Width);
        return chunk;
    }
}
