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

        private static readonly Operator OpVar = new("aten::var");
        public Tensor var(bool unbiased = true) => OpVar.Call(this, unbiased);

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(type).var([dim], unbiased, keepdim);

        private static readonly Operator OpVarDim = new("aten::var", "dim");
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            OpVarDim.Call(Typed(type), dimensions, unbiased, keepdim);

        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            OpVarDim.Call(Typed(type), dimensions, unbiased, keepdim);

        private static readonly Operator OpStd = new("aten::std");
        public Tensor std(bool unbiased = true) => OpStd.Call(this, unbiased);

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(type).std([dim], unbiased, keepdim);

        private static readonly Operator OpStdDim = new("aten::std", "dim");
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            OpStdDim.Call(Typed(type), dimensions, unbiased, keepdim);

        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            OpStdDim.Call(Typed(type), dimensions, unbiased, keepdim);

        private static readonly Operator OpVarMean = new("aten::var_mean");
        public (Tensor @var, Tensor mean) var_mean(bool unbiased = true) => OpVarMean.Call2(this, unbiased);

        private static readonly Operator OpVarMeanDim = new("aten::var_mean", "dim");
        public (Tensor @var, Tensor mean) var_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            OpVarMeanDim.Call2(Typed(type), dimensions, unbiased, keepdim);

        private static readonly Operator OpStdMean = new("aten::std_mean");
        public (Tensor std, Tensor mean) std_mean(bool unbiased = true) => OpStdMean.Call2(this, unbiased);

        private static readonly Operator OpStdMeanDim = new("aten::std_mean", "dim");
        public (Tensor std, Tensor mean) std_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            OpStdMeanDim.Call2(Typed(type), dimensions, unbiased, keepdim);

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

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => OpAmax.Call(this, dims, keepdim);

        private static readonly Operator OpAmin = new("aten::amin");
        public Tensor amin(params long[] dims) => OpAmin.Call(this, dims);

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => OpAmin.Call(this, dims, keepdim);

        private static readonly Operator OpAminmax = new("aten::aminmax");
        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) => OpAminmax.Call2(this, dim, keepdim);

        private static readonly Operator OpArgmax = new("aten::argmax");
        public Tensor argmax() => OpArgmax.Call(this);

        public Tensor argmax(long dim, bool keepdim = false) => OpArgmax.Call(this, dim, keepdim);

        private static readonly Operator OpArgmin = new("aten::argmin");
        public Tensor argmin() => OpArgmin.Call(this);

        public Tensor argmin(long dim, bool keepdim = false) => OpArgmin.Call(this, dim, keepdim);

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

        private static readonly Operator OpCumsum = new("aten::cumsum");
        public Tensor cumsum(long dim, ScalarType? type = null) => OpCumsum.Call(this, dim, type);

        private static readonly Operator OpCumprod = new("aten::cumprod");
        public Tensor cumprod(long dim, ScalarType? type = null) => OpCumprod.Call(this, dim, type);

        private static readonly Operator OpBincount = new("aten::bincount");
        public Tensor bincount(Tensor? weights, long minlength = 0) => OpBincount.Call(this, weights, minlength);

        private static readonly Operator OpHistc = new("aten::histc");
        public Tensor histc(long bins = 100, long min = 0, long max = 0) => OpHistc.Call(this, bins, min, max);
    }
}
