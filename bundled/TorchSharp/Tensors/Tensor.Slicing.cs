using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator OpNarrow = new("aten::narrow");
        public Tensor narrow(long dim, long start, long length) => OpNarrow.Call(this, dim, start, length);

        private static readonly Operator OpSelectInt = new("aten::select", "int");
        public Tensor select(long dim, long index) => OpSelectInt.Call(this, dim, index);

        private static readonly Operator OpSliceTensor = new("aten::slice", "Tensor");
        public Tensor slice(long dim, long start, long finish, long step) => OpSliceTensor.Call(this, dim, start, finish, step);

        private static readonly Operator OpUnbindInt = new("aten::unbind", "int");
        public Tensor[] unbind(long dimension = 0) => OpUnbindInt.CallList(this, dimension);

        private static readonly Operator OpChunk = new("aten::chunk");
        public Tensor[] chunk(long chunks, long dim = 0) => OpChunk.CallList(this, chunks, dim);

        private static readonly Operator OpSplitTensor = new("aten::split", "Tensor");
        public Tensor[] split(long size, int dim = 0) => OpSplitTensor.CallList(this, size, dim);

        private static readonly Operator OpSplitWithSizes = new("aten::split_with_sizes");
        public Tensor[] split(long[] sizes, long dim = 0) => OpSplitWithSizes.CallList(this, sizes, dim);

        public Tensor[] split(params long[] sizes) => split(sizes, 0);

        private static readonly Operator OpUnfold = new("aten::unfold");
        public Tensor unfold(long dimension, long size, long step) => OpUnfold.Call(this, dimension, size, step);

        private static readonly Operator OpAsStrided = new("aten::as_strided");
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) =>
            OpAsStrided.Call(this, size, strides, storageOffset);

        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => split(sizes.ToArray(), dim);

        private static readonly Operator OpTensorSplitSections = new("aten::tensor_split", "sections");
        public Tensor[] tensor_split(long size, long dim = 0) => OpTensorSplitSections.CallList(this, size, dim);

        private static readonly Operator OpTensorSplitIndices = new("aten::tensor_split", "indices");
        public Tensor[] tensor_split(long[] sizes, long dim = 0) => OpTensorSplitIndices.CallList(this, sizes, dim);
    }
}
