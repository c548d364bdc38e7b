using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator OpCumsum = new("aten::cumsum");
        public Tensor cumsum(long dim, ScalarType? type = null) => OpCumsum.Call(this, dim, type);

        private static readonly Operator OpCumprod = new("aten::cumprod");
        public Tensor cumprod(long dim, ScalarType? type = null) => OpCumprod.Call(this, dim, type);

        private static readonly Operator OpBincount = new("aten::bincount");
        public Tensor bincount(Tensor? weights, long minlength = 0) => OpBincount.Call(this, weights, minlength);

        private static readonly Operator OpHistc = new("aten::histc");
        public Tensor histc(long bins = 100, long min = 0, long max = 0) => OpHistc.Call(this, bins, min, max);

        private static readonly Operator OpCummax = new("aten::cummax");
        public (Tensor, Tensor) cummax(long dim) => OpCummax.Call2(this, dim);

        private static readonly Operator OpCummin = new("aten::cummin");
        public (Tensor, Tensor) cummin(long dim) => OpCummin.Call2(this, dim);

        private static readonly Operator OpLogcumsumexp = new("aten::logcumsumexp");
        public Tensor logcumsumexp(long dim) => OpLogcumsumexp.Call(this, dim);

        private static readonly Operator OpDiff = new("aten::diff");
        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) =>
            OpDiff.Call(this, n, dim, prepend, append);
    }
}
