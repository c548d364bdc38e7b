using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    private static readonly Operator OpArange = new("aten::arange", "start_step");
    private static readonly Operator OpLinspace = new("aten::linspace");
    private static readonly Operator OpEye = new("aten::eye", "m");

    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finished(OpArange.Call(start, stop, step, dtype ?? RangeType(start, stop, step), Arg.None, device), requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finished(OpLinspace.Call(start, end, steps, dtype, Arg.None, device), requires_grad);

    public static Tensor eye(
        long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finished(OpEye.Call(rows, columns < 0 ? rows : columns, dtype, Arg.None, device), requires_grad, names);
}
