using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    private static readonly Operator OpEmptyStrided = new("aten::empty_strided");

    /// <summary>Copies an array of numbers, of any rank, to a tensor of the same shape and type.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ElementTypes.Of(rawArray.GetType().GetElementType()!) switch
        {
            ScalarType.Byte => FromArray<byte>(rawArray, dtype, device, requires_grad, names),
            ScalarType.Int8 => FromArray<sbyte>(rawArray, dtype, device, requires_grad, names),
            ScalarType.Int16 => FromArray<short>(rawArray, dtype, device, requires_grad, names),
            ScalarType.Int32 => FromArray<int>(rawArray, dtype, device, requires_grad, names),
            ScalarType.Int64 => FromArray<long>(rawArray, dtype, device, requires_grad, names),
            ScalarType.Float16 => FromArray<Half>(rawArray, dtype, device, requires_grad, names),
            ScalarType.Float32 => FromArray<float>(rawArray, dtype, device, requires_grad, names),
            ScalarType.Float64 => FromArray<double>(rawArray, dtype, device, requires_grad, names),
            _ => FromArray<bool>(rawArray, dtype, device, requires_grad, names),
        };

    /// <summary>Normally distributed numbers.</summary>
    public static Tensor normal(
        double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Finished(empty(size, dtype, device, false, names).normal_(mean, std, generator), requires_grad);

    public static Tensor empty_strided(
        long[] size, long[] strides, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finished(OpEmptyStrided.Call(size, strides, dtype, Arg.None, device), requires_grad, names);
}
