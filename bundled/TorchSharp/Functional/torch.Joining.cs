using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    private static readonly Operator OpCat = new("aten::cat");
    private static readonly Operator OpStack = new("aten::stack");
    private static readonly Operator OpHstack = new("aten::hstack");
    private static readonly Operator OpVstack = new("aten::vstack");
    private static readonly Operator OpWhere = new("aten::where", "self");
    private static readonly Operator OpWhereList = new("aten::where");
    private static readonly Operator OpEinsum = new("aten::einsum");
    private static readonly Operator OpGather = new("aten::gather");
    private static readonly Operator OpBroadcast = new("aten::broadcast_tensors");

    public static Tensor cat(Tensor[] tensors, long dim = 0) => OpCat.Call(tensors, dim);

    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => OpCat.Call(Arg.Tensors(tensors), dim);

    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => OpCat.Call(tensors.ToArray(), dim);

    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => OpStack.Call(Arg.Tensors(tensors), dim);

    public static Tensor hstack(params Tensor[] tensors) => OpHstack.Call(tensors);

    public static Tensor hstack(IList<Tensor> tensors) => OpHstack.Call(Arg.Tensors(tensors));

    public static Tensor hstack(ReadOnlySpan<Tensor> tensors) => OpHstack.Call(tensors.ToArray());

    public static Tensor hstack(IEnumerable<Tensor> tensors) => OpHstack.Call(Arg.Tensors(tensors));

    public static Tensor vstack(ReadOnlySpan<Tensor> tensors) => OpVstack.Call(tensors.ToArray());

    public static Tensor vstack(Tensor[] tensors) => OpVstack.Call(tensors);

    public static Tensor vstack(IList<Tensor> tensors) => OpVstack.Call(Arg.Tensors(tensors));

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => OpWhere.Call(condition, x, y);

    public static Tensor[] where(Tensor condition) => OpWhereList.CallList(condition);

    /// <param name="sparse_grad">Whether the gradient for the input may be a sparse tensor.</param>
    public static Tensor gather(Tensor input, long dim, Tensor index, bool sparse_grad = false) => OpGather.Call(input, dim, index, sparse_grad);

    public static Tensor[] unbind(Tensor tensor, int dim = 0) => tensor.unbind(dim);

    public static Tensor einsum(string equation, params Tensor[] tensors) => OpEinsum.Call(equation, tensors);

    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => OpBroadcast.CallList(tensors);
}
