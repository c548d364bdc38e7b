using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    private static readonly Operator OpRandint = new("aten::randint", "low_generator");
    private static readonly Operator OpRandperm = new("aten::randperm", "generator");

    /// <summary>Whole numbers of [low, high), 64-bit unless <paramref name="dtype"/> says otherwise.</summary>
    public static Tensor randint(
        long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Finished(OpRandint.Call(low, high, size, generator, dtype ?? ScalarType.Int64, Arg.None, device, false), requires_grad, names);

    public static Tensor randint(
        long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    public static Tensor randint(
        int low, int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        randint(low, high, Array.ConvertAll(size, n => (long)n), dtype, device, requires_grad, generator, names);

    public static Tensor randint(
        int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        randint(0, high, Array.ConvertAll(size, n => (long)n), dtype, device, requires_grad, generator, names);

    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Finished(OpRandperm.Call(n, generator, dtype ?? ScalarType.Int64, Arg.None, device, false), requires_grad);
}
