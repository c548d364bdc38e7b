using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator OpMax = new("aten::max");
        public Tensor max() => OpMax.Call(this);

        private static readonly Operator OpMaxDim = new("aten::max", "dim");
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => OpMaxDim.Call2(this, dim, keepdim);

        private static readonly Operator OpMin = new("aten::min");
        public Tensor min() => OpMin.Call(this);

        private static readonly Operator OpMinDim = new("aten::min", "dim");
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => OpMinDim.Call2(this, dim, keepdim);

        private static readonly Operator OpAmax = new("aten::amax");
        public Tensor amax(params long[] dims) => OpAmax.Call(this, dims);

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            @out is null ? OpAmax.Call(this, dims, keepdim) : OpAmaxOut.Call(this, dims, keepdim, @out);

        private static readonly Operator OpAmin = new("aten::amin");
        public Tensor amin(params long[] dims) => OpAmin.Call(this, dims);

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            @out is null ? OpAmin.Call(this, dims, keepdim) : OpAminOut.Call(this, dims, keepdim, @out);

        private static readonly Operator OpAminmax = new("aten::aminmax");
        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) => OpAminmax.Call2(this, dim, keepdim);

        private static readonly Operator OpArgmax = new("aten::argmax");
        public Tensor argmax() => OpArgmax.Call(this);

        public Tensor argmax(long dim, bool keepdim = false) => OpArgmax.Call(this, dim, keepdim);

        private static readonly Operator OpArgmin = new("aten::argmin");
        public Tensor argmin() => OpArgmin.Call(this);

        public Tensor argmin(long dim, bool keepdim = false) => OpArgmin.Call(this, dim, keepdim);

        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amax(dims.ToArray(), keepdim, @out);

        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amin(dims.ToArray(), keepdim, @out);
    }
}
