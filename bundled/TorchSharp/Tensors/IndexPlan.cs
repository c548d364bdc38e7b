using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Splits an index into what is a view (numbers, slices, None) and what needs aten::index (tensors and bools), the way that
/// PyTorch's own Python layer does.
/// </summary>
internal static class IndexPlan
{
    /// <returns>A new view of the tensor, and the index tensors that remain for its dimensions; none when the view is the answer.</returns>
    public static (Tensor View, Tensor?[] Tensors) Of(Tensor tensor, TensorIndex[] indices)
    {
        var view = tensor.alias();
        var taken = 0L;
        foreach (var index in indices) taken += Dimensions(index);
        var rest = tensor.ndim - taken;

        var tensors = new List<Tensor?>();
        var dim = 0;
        foreach (var index in indices)
        {
            switch (index.Kind)
            {
                case TensorIndex.IndexKind.Single:
                    view = Then(view, v => v.select(dim, index.Start!.Value));
                    break;
                case TensorIndex.IndexKind.Slice:
                    if (index.Start is not null || index.Stop is not null || index.Step is not null)
                        view = Then(view, v => v.slice(dim, index.Start ?? 0, index.Stop ?? long.MaxValue, index.Step ?? 1));
                    dim++;
                    break;
                case TensorIndex.IndexKind.Ellipsis:
                    dim += (int)rest;
                    break;
                case TensorIndex.IndexKind.None:
                    view = Then(view, v => v.unsqueeze(dim));
                    dim++;
                    break;
                case TensorIndex.IndexKind.Bool:
                    view = Then(view, v => v.unsqueeze(dim));
                    Put(tensors, dim++, full([1], index.Start != 0, dtype: ScalarType.Bool, device: tensor.device));
                    break;
                case TensorIndex.IndexKind.Tensor:
                    Put(tensors, dim, index.Tensors!);
                    dim += index.Tensors!.dtype == ScalarType.Bool ? (int)index.Tensors.ndim : 1;
                    break;
            }
        }
        return (view, [.. tensors]);
    }

    private static long Dimensions(TensorIndex index) => index.Kind switch
    {
        TensorIndex.IndexKind.Single or TensorIndex.IndexKind.Slice => 1,
        TensorIndex.IndexKind.Tensor when index.Tensors!.dtype == ScalarType.Bool => index.Tensors.ndim,
        TensorIndex.IndexKind.Tensor => 1,
        _ => 0,
    };

    private static Tensor Then(Tensor view, Func<Tensor, Tensor> step)
    {
        using var before = view;
        return step(before);
    }

    /// <summary>A mask of several dimensions stands at its first one, so each dimension it covers needs a place of its own.</summary>
    private static void Put(List<Tensor?> tensors, int dim, Tensor index)
    {
        var places = tensors.Sum(t => t is { } before && before.dtype == ScalarType.Bool ? (int)before.ndim : 1);
        for (; places < dim; places++) tensors.Add(null);
        tensors.Add(index);
    }
}
