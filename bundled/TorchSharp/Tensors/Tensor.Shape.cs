using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator OpUnsqueeze = new("aten::unsqueeze");
        public Tensor unsqueeze(long dim) => OpUnsqueeze.Call(this, dim);

        private static readonly Operator OpUnsqueezeInplace = new("aten::unsqueeze_");
        public Tensor unsqueeze_(long dim) => OpUnsqueezeInplace.Change(this, dim);

        public Tensor squeeze(long? dim = null) => dim is { } d ? OpSqueezeDim.Call(this, d) : OpSqueeze.Call(this);

        private static readonly Operator OpView = new("aten::view");
        public Tensor view(params long[] shape) => OpView.Call(this, shape);

        public Tensor view_as(Tensor other) => view(other.shape);

        private static readonly Operator OpReshape = new("aten::reshape");
        public Tensor reshape(params long[] shape) => OpReshape.Call(this, shape);

        private static readonly Operator OpFlattenUsingInts = new("aten::flatten", "using_ints");
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => OpFlattenUsingInts.Call(this, start_dim, end_dim);

        private static readonly Operator OpUnflattenInt = new("aten::unflatten", "int");
        public Tensor unflatten(long dim, params long[] sizes) => OpUnflattenInt.Call(this, dim, sizes);

        private static readonly Operator OpPermute = new("aten::permute");
        public Tensor permute(params long[] permutation) => OpPermute.Call(this, permutation);

        private static readonly Operator OpTransposeInt = new("aten::transpose", "int");
        public Tensor transpose(long dim0, long dim1) => OpTransposeInt.Call(this, dim0, dim1);

        private static readonly Operator OpTransposeInplace = new("aten::transpose_");
        public Tensor transpose_(long dim0, long dim1) => OpTransposeInplace.Change(this, dim0, dim1);

        private static readonly Operator OpT = new("aten::t");
        public Tensor t() => OpT.Call(this);

        private static readonly Operator OpContiguous = new("aten::contiguous");
        public Tensor contiguous() => OpContiguous.Call(this);

        private static readonly Operator OpExpand = new("aten::expand");
        public Tensor expand(params long[] sizes) => OpExpand.Call(this, sizes);

        public Tensor expand(long[] sizes, bool isImplicit = false) => OpExpand.Call(this, sizes, isImplicit);

        private static readonly Operator OpExpandAs = new("aten::expand_as");
        public Tensor expand_as(Tensor other) => OpExpandAs.Call(this, other);

        private static readonly Operator OpBroadcastTo = new("aten::broadcast_to");
        public Tensor broadcast_to(params long[] shape) => OpBroadcastTo.Call(this, shape);

        private static readonly Operator OpRepeat = new("aten::repeat");
        public Tensor repeat(params long[] sizes) => OpRepeat.Call(this, sizes);

        private static readonly Operator OpRepeatInterleaveSelfInt = new("aten::repeat_interleave", "self_int");
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            OpRepeatInterleaveSelfInt.Call(this, repeats, dim, output_size);

        private static readonly Operator OpRepeatInterleaveSelfTensor = new("aten::repeat_interleave", "self_Tensor");
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            OpRepeatInterleaveSelfTensor.Call(this, repeats, dim, output_size);

        private static readonly Operator OpTile = new("aten::tile");
        public Tensor tile(long[] reps) => OpTile.Call(this, reps);

        private static readonly Operator OpFlip = new("aten::flip");
        public Tensor flip(params long[] dims) => OpFlip.Call(this, dims);

        private static readonly Operator OpRoll = new("aten::roll");
        public Tensor roll(long shifts, long? dims = null) => OpRoll.Call(this, new[] { shifts }, dims is { } d ? new[] { d } : []);

        public Tensor roll(long[] shifts, long[] dims) => OpRoll.Call(this, shifts, dims);

        private static readonly Operator OpRot90 = new("aten::rot90");
        public Tensor rot90(long k = 1, (long, long)? dims = null) => OpRot90.Call(this, k, new[] { dims?.Item1 ?? 0, dims?.Item2 ?? 1 });

        private static readonly Operator OpMovedimIntlist = new("aten::movedim", "intlist");
        public Tensor movedim(long[] source, long[] destination) => OpMovedimIntlist.Call(this, source, destination);

        public Tensor moveaxis(long[] source, long[] destination) => movedim(source, destination);

        private static readonly Operator OpSwapaxes = new("aten::swapaxes");
        public Tensor swapaxes(long dim0, long dim1) => OpSwapaxes.Call(this, dim0, dim1);

        public Tensor ravel() => flatten();

        public Tensor squeeze_(long? dim = null) => dim is { } d ? OpSqueezeDimInplace.Change(this, d) : OpSqueezeInplace.Change(this);

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => OpExpand.Call(this, sizes, isImplicit);

        public Tensor permute(IEnumerable<long> permutation) => permute([.. permutation]);

        public Tensor roll(long[] shifts) => roll(shifts, Array.Empty<long>());

        public Tensor roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => OpRoll.Call(this, shifts, dims);

        public Tensor roll((long, long) shifts, (long, long) dims) => roll([shifts.Item1, shifts.Item2], [dims.Item1, dims.Item2]);

        public Tensor roll((long, long, long) shifts, (long, long, long) dims) =>
            roll([shifts.Item1, shifts.Item2, shifts.Item3], [dims.Item1, dims.Item2, dims.Item3]);

        private static readonly Operator OpSwapdims = new("aten::swapdims");
        public Tensor swapdims(long dim0, long dim1) => OpSwapdims.Call(this, dim0, dim1);

        private static readonly Operator OpFliplr = new("aten::fliplr");
        public Tensor fliplr() => OpFliplr.Call(this);

        private static readonly Operator OpFlipud = new("aten::flipud");
        public Tensor flipud() => OpFlipud.Call(this);

        private static readonly Operator OpAtleast1d = new("aten::atleast_1d");
        public Tensor atleast_1d() => OpAtleast1d.Call(this);

        private static readonly Operator OpAtleast2d = new("aten::atleast_2d");
        public Tensor atleast_2d() => OpAtleast2d.Call(this);
    }
}
