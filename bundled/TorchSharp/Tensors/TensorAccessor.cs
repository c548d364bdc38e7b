using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor in the CPU's memory, in row-major order whatever its strides, without a copy.</summary>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly Tensor _tensor;
    private readonly nint _data;
    private readonly long[] _shape;
    private readonly long[] _strides;
    private readonly bool _contiguous;

    internal TensorAccessor(Tensor tensor)
    {
        tensor.RequireCpu();
        _tensor = tensor;
        _data = tensor.Data();
        _shape = tensor.shape;
        _strides = tensor.stride();
        _contiguous = tensor.is_contiguous();
        Count = tensor.NumberOfElements;
    }

    public long Count { get; }

    public bool IsReadOnly => false;

    /// <param name="indices">One linear index in row-major order, or one index for each dimension.</param>
    public T this[params long[] indices]
    {
        get => At(Offset(indices));
        set => At(Offset(indices)) = value;
    }

    public T[] ToArray()
    {
        var values = new T[Count];
        if (Count > 0) CopyTo(values.AsSpan());
        return values;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var target = array[arrayIndex..];
        var count = (int)Math.Min(target.Length, Count - Checked(tensorIndex));
        if (_contiguous) Contiguous(tensorIndex, count).CopyTo(target);
        else for (var k = 0; k < count; k++) target[k] = At(Offset(tensorIndex + k));
        GC.KeepAlive(_tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var count = (int)Math.Min(array.Length - arrayIndex, Count - Checked(tensorIndex));
        var source = array.Slice(arrayIndex, count);
        if (_contiguous) source.CopyTo(Contiguous(tensorIndex, count));
        else for (var k = 0; k < count; k++) At(Offset(tensorIndex + k)) = source[k];
        GC.KeepAlive(_tensor);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var k = 0L; k < Count; k++) yield return At(Offset(k));
    }

    public void Dispose()
    {
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private unsafe Span<T> Contiguous(long index, int count) => new((T*)_data + index, count);

    private unsafe ref T At(long offset) => ref ((T*)_data)[offset];

    private long Checked(long index) => index >= 0 && index < Count ? index : throw new ArgumentOutOfRangeException(nameof(index));

    private long Offset(long[] indices)
    {
        if (indices.Length == 1) return Offset(Checked(indices[0]));
        var offset = 0L;
        for (var d = 0; d < _shape.Length; d++)
        {
            if (indices[d] < 0 || indices[d] >= _shape[d]) throw new IndexOutOfRangeException($"{indices[d]} >= {_shape[d]} in dimension {d}.");
            offset += indices[d] * _strides[d];
        }
        return offset;
    }

    private long Offset(long index)
    {
        if (_contiguous) return index;
        var offset = 0L;
        for (var d = _shape.Length - 1; d >= 0; d--)
        {
            (index, var along) = Math.DivRem(index, _shape[d]);
            offset += along * _strides[d];
        }
        return offset;
    }
}
