using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>What all the ways to make a tensor share.</summary>
public static partial class torch
{
    private static readonly Operator OpFull = new("aten::full");

    private static Tensor Made(Operator op, long[] size, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) =>
        Finished(op.Call(size, dtype, Arg.None, device, false), requires_grad, names);

    private static Tensor Filled(long[] size, Scalar value, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) =>
        Finished(OpFull.Call(size, value, dtype ?? RangeType(value), Arg.None, device, false), requires_grad, names);

    /// <summary>Whole numbers alone give 64-bit whole numbers, any other the default floating type.</summary>
    private static ScalarType RangeType(params ReadOnlySpan<Scalar> numbers)
    {
        foreach (var number in numbers)
        {
            if (!is_integral(number.Type)) return get_default_dtype();
        }
        return ScalarType.Int64;
    }

    private static Tensor Sampled(
        Operator op, long[] size, Generator? generator, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) =>
        Finished(op.Call(size, generator, dtype, Arg.None, device, false), requires_grad, names);

    private static Tensor Finished(Tensor made, bool requires_grad, string[]? names = null)
    {
        if (names is { Length: > 0 }) throw new NotImplementedException("Named dimensions are not supported here.");
        if (requires_grad) made.requires_grad = true;
        return made;
    }

    private static Tensor FromArray<T>(Array array, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
        where T : unmanaged
    {
        var shape = new long[array.Rank];
        for (var d = 0; d < shape.Length; d++) shape[d] = array.GetLongLength(d);
        ref var first = ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array));
        return FromValues(MemoryMarshal.CreateReadOnlySpan(ref first, array.Length), shape, dtype, device, requires_grad, names);
    }

    /// <summary>Copies the values, row-major, to a new tensor of <paramref name="dimensions"/>.</summary>
    private static unsafe Tensor FromValues<T>(
        ReadOnlySpan<T> values, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
        where T : unmanaged
    {
        var count = 1L;
        foreach (var size in dimensions) count *= size;
        if (count > values.Length) throw new ArgumentException($"mismatched total size creating a tensor from an array: {count} vs. {values.Length}");
        var made = OpEmpty.Call(dimensions, ElementTypes.Of(typeof(T)), Arg.None, CPU, false);
        values[..(int)count].CopyTo(new Span<T>((void*)made.Data(), (int)count));
        if ((dtype is { } type && type != made.dtype) || (device is not null && device.type != DeviceType.CPU))
            made = made.to(dtype ?? made.dtype, device ?? CPU, disposeAfter: true);
        return Finished(made, requires_grad, names);
    }
}
