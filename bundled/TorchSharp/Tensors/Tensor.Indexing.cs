using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator OpIndexSelect = new("aten::index_select");
        public Tensor index_select(long dim, Tensor index) => OpIndexSelect.Call(this, dim, index);

        private static readonly Operator OpIndexAdd = new("aten::index_add");
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => OpIndexAdd.Call(this, dim, index, source, alpha);

        private static readonly Operator OpIndexAddInplace = new("aten::index_add_");
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) =>
            OpIndexAddInplace.Change(this, dim, index, source, alpha);

        private static readonly Operator OpIndexCopy = new("aten::index_copy");
        public Tensor index_copy(long dim, Tensor index, Tensor source) => OpIndexCopy.Call(this, dim, index, source);

        private static readonly Operator OpIndexCopyInplace = new("aten::index_copy_");
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => OpIndexCopyInplace.Change(this, dim, index, source);

        private static readonly Operator OpIndexFillIntScalar = new("aten::index_fill", "int_Scalar");
        public Tensor index_fill(long dim, Tensor index, Scalar value) => OpIndexFillIntScalar.Call(this, dim, index, value);

        private static readonly Operator OpIndexFillInplaceIntScalar = new("aten::index_fill_", "int_Scalar");
        public Tensor index_fill_(long dim, Tensor index, Scalar value) => OpIndexFillInplaceIntScalar.Change(this, dim, index, value);

        private static readonly Operator OpGather = new("aten::gather");
        public Tensor gather(long dim, Tensor index) => OpGather.Call(this, dim, index);

        private static readonly Operator OpScatterSrc = new("aten::scatter", "src");
        public Tensor scatter(long dim, Tensor index, Tensor src) => OpScatterSrc.Call(this, dim, index, src);

        private static readonly Operator OpScatterInplaceSrc = new("aten::scatter_", "src");
        public Tensor scatter_(long dim, Tensor index, Tensor src) => OpScatterInplaceSrc.Change(this, dim, index, src);

        private static readonly Operator OpScatterAdd = new("aten::scatter_add");
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => OpScatterAdd.Call(this, dim, index, src);

        private static readonly Operator OpScatterAddInplace = new("aten::scatter_add_");
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => OpScatterAddInplace.Change(this, dim, index, src);

        private static readonly Operator OpMaskedFillScalar = new("aten::masked_fill", "Scalar");
        public Tensor masked_fill(Tensor mask, Scalar value) => OpMaskedFillScalar.Call(this, mask, value);

        private static readonly Operator OpMaskedFillInplaceScalar = new("aten::masked_fill_", "Scalar");
        public Tensor masked_fill_(Tensor mask, Scalar value) => OpMaskedFillInplaceScalar.Change(this, mask, value);

        private static readonly Operator OpMaskedSelect = new("aten::masked_select");
        public Tensor masked_select(Tensor mask) => OpMaskedSelect.Call(this, mask);

        private static readonly Operator OpMaskedScatter = new("aten::masked_scatter");
        public Tensor masked_scatter(Tensor mask, Tensor value) => OpMaskedScatter.Call(this, mask, value);

        private static readonly Operator OpMaskedScatterInplace = new("aten::masked_scatter_");
        public Tensor masked_scatter_(Tensor mask, Tensor value) => OpMaskedScatterInplace.Change(this, mask, value);

        private static readonly Operator OpNonzero = new("aten::nonzero");
        public Tensor nonzero() => OpNonzero.Call(this);

        private static readonly Operator OpArgwhere = new("aten::argwhere");
        public Tensor argwhere() => OpArgwhere.Call(this);

        private static readonly Operator OpTake = new("aten::take");
        public Tensor take(Tensor index) => OpTake.Call(this, index);

        private static readonly Operator OpTakeAlongDim = new("aten::take_along_dim");
        public Tensor take_along_dim(Tensor indices) => OpTakeAlongDim.Call(this, indices);

        public Tensor take_along_dim(Tensor indices, long dim) => OpTakeAlongDim.Call(this, indices, dim);

        private static readonly Operator OpWhereSelf = new("aten::where", "self");
        public Tensor where(Tensor condition, Tensor y) => OpWhereSelf.Call(condition, this, y);

        private static readonly Operator OpTril = new("aten::tril");
        public Tensor tril(long diagonal = 0) => OpTril.Call(this, diagonal);

        private static readonly Operator OpTriu = new("aten::triu");
        public Tensor triu(long diagonal = 0) => OpTriu.Call(this, diagonal);

        private static readonly Operator OpDiag = new("aten::diag");
        public Tensor diag(long diagonal = 0) => OpDiag.Call(this, diagonal);

        private static readonly Operator OpDiagonal = new("aten::diagonal");
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => OpDiagonal.Call(this, offset, dim1, dim2);

        private static readonly Operator OpTrilInplace = new("aten::tril_");
        public Tensor tril_(long diagonal = 0) => OpTrilInplace.Change(this, diagonal);

        private static readonly Operator OpTriuInplace = new("aten::triu_");
        public Tensor triu_(long diagonal = 0) => OpTriuInplace.Change(this, diagonal);

        private static readonly Operator OpDiagEmbed = new("aten::diag_embed");
        public Tensor diag_embed(long offset = 0, long dim1 = -2, long dim2 = -1) => OpDiagEmbed.Call(this, offset, dim1, dim2);

        private static readonly Operator OpSelectScatter = new("aten::select_scatter");
        public Tensor select_scatter(Tensor src, long dim, long index) => OpSelectScatter.Call(this, src, dim, index);

        public IList<Tensor> nonzero_as_list() => torch.where(this);
    }
}
