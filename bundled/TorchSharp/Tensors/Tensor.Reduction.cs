using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator OpSum = new("aten::sum");
        public Tensor sum(ScalarType? type = null) => OpSum.Call(this, type);

        private static readonly Operator OpSumDimIntList = new("aten::sum", "dim_IntList");
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) =>
            OpSumDimIntList.Call(this, new[] { dim }, keepdim, type);

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) =>
            OpSumDimIntList.Call(this, new[] { dim0, dim1 }, keepdim, type);

        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) =>
            OpSumDimIntList.Call(this, new[] { dim0, dim1, dim2 }, keepdim, type);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => OpSumDimIntList.Call(this, dim, keepdim, type);

        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) =>
            OpSumDimIntList.Call(this, dim, keepdim, type);

        private static readonly Operator OpMean = new("aten::mean");
        public Tensor mean() => OpMean.Call(this);

        private static readonly Operator OpMeanDim = new("aten::mean", "dim");
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            OpMeanDim.Call(this, dimensions, keepdim, type);

        private static readonly Operator OpProd = new("aten::prod");
        public Tensor prod(ScalarType? type = null) => OpProd.Call(this, type);

        private static readonly Operator OpProdDimInt = new("aten::prod", "dim_int");
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => OpProdDimInt.Call(this, dim, keepdim, type);

        private static readonly Operator OpAll = new("aten::all");
        public Tensor all() => OpAll.Call(this);

        private static readonly Operator OpAllDim = new("aten::all", "dim");
        public Tensor all(long dim, bool keepdim = false) => OpAllDim.Call(this, dim, keepdim);

        private static readonly Operator OpAny = new("aten::any");
        public Tensor any() => OpAny.Call(this);

        private static readonly Operator OpAnyDim = new("aten::any", "dim");
        public Tensor any(long dim, bool keepdim = false) => OpAnyDim.Call(this, dim, keepdim);

        private static readonly Operator OpNormScalarOptDim = new("aten::norm", "ScalarOpt_dim");
        public Tensor norm(float p = 2) => OpNormScalarOptDim.Call(this, (double)p, Array.Empty<long>());

        public Tensor norm(int dim, bool keepdim = false, float p = 2) =>
            OpNormScalarOptDim.Call(this, (double)p, new long[] { dim }, keepdim);

        private static readonly Operator OpLogsumexp = new("aten::logsumexp");
        public Tensor logsumexp(long dim, bool keepdim = false) => OpLogsumexp.Call(this, new[] { dim }, keepdim);

        private static readonly Operator OpMedian = new("aten::median");
        public Tensor median() => OpMedian.Call(this);

        private static readonly Operator OpMode = new("aten::mode");
        public (Tensor values, Tensor indices) mode(long dim = -1, bool keepdim = false) => OpMode.Call2(this, dim, keepdim);

        private static readonly Operator OpQuantile = new("aten::quantile");
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => OpQuantile.Call(this, q, dim, keepdim);

        private static readonly Operator OpCountNonzeroDimIntList = new("aten::count_nonzero", "dim_IntList");
        public Tensor count_nonzero(long[]? dims = null) => OpCountNonzeroDimIntList.Call(this, dims ?? []);

        private static readonly Operator OpNansum = new("aten::nansum");
        public Tensor nansum() => OpNansum.Call(this);

        private static readonly Operator OpNanmean = new("aten::nanmean");
        public Tensor nanmean(int? dim = null, bool keepdim = false, ScalarType? dtype = null) =>
            OpNanmean.Call(this, dim is { } d ? new long[] { d } : null, keepdim, dtype);

        private static readonly Operator OpNanmedian = new("aten::nanmedian");
        public Tensor nanmedian() => OpNanmedian.Call(this);

        private static readonly Operator OpDist = new("aten::dist");
        public Tensor dist(Tensor other, float p = 2) => OpDist.Call(this, other, (double)p);

        private static readonly Operator OpRenorm = new("aten::renorm");
        public Tensor renorm(float p, long dim, float maxnorm) => OpRenorm.Call(this, (double)p, dim, (double)maxnorm);
    }
}
