using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator OpSortStable = new("aten::sort", "stable");
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            OpSortStable.Call2(this, stable, dim, descending);

        private static readonly Operator OpArgsort = new("aten::argsort");
        public Tensor argsort(long dim = -1, bool descending = false) => OpArgsort.Call(this, dim, descending);

        private static readonly Operator OpTopk = new("aten::topk");
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            OpTopk.Call2(this, k, dim, largest, sorted);

        private static readonly Operator OpKthvalue = new("aten::kthvalue");
        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false) =>
            OpKthvalue.Call2(this, k, dim ?? -1, keepdim);

        public (Tensor output, Tensor inverse_indices, Tensor counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null) =>
            dim is null ? OpUnique2.Call3(this, sorted, return_inverse, return_counts) : OpUniqueDim.Call3(this, dim.Value, sorted, return_inverse, return_counts);

        private static readonly Operator OpBucketizeTensor = new("aten::bucketize", "Tensor");
        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) =>
            OpBucketizeTensor.Call(this, boundaries, outInt32, right);

        private static readonly Operator OpMsort = new("aten::msort");
        public Tensor msort() => OpMsort.Call(this);
    }
}
