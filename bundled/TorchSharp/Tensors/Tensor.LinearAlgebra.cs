using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator OpMatmul = new("aten::matmul");
        public Tensor matmul(Tensor target) => OpMatmul.Call(this, target);

        private static readonly Operator OpMm = new("aten::mm");
        public Tensor mm(Tensor target) => OpMm.Call(this, target);

        private static readonly Operator OpBmm = new("aten::bmm");
        public Tensor bmm(Tensor batch2) => OpBmm.Call(this, batch2);

        private static readonly Operator OpMv = new("aten::mv");
        public Tensor mv(Tensor target) => OpMv.Call(this, target);

        private static readonly Operator OpDot = new("aten::dot");
        public Tensor dot(Tensor target) => OpDot.Call(this, target);

        private static readonly Operator OpOuter = new("aten::outer");
        public Tensor outer(Tensor vec2) => OpOuter.Call(this, vec2);

        private static readonly Operator OpInner = new("aten::inner");
        public Tensor inner(Tensor vec2) => OpInner.Call(this, vec2);

        private static readonly Operator OpAddmm = new("aten::addmm");
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            OpAddmm.Call(this, mat1, mat2, (double)beta, (double)alpha);

        private static readonly Operator OpLinalgDet = new("aten::linalg_det");
        public Tensor det() => OpLinalgDet.Call(this);

        private static readonly Operator OpInverse = new("aten::inverse");
        public Tensor inverse() => OpInverse.Call(this);

        private static readonly Operator OpTrace = new("aten::trace");
        public Tensor trace() => OpTrace.Call(this);

        private static readonly Operator OpBaddbmm = new("aten::baddbmm");
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
            OpBaddbmm.Call(this, batch1, batch2, (double)beta, (double)alpha);

        private static readonly Operator OpTensordot = new("aten::tensordot");
        public Tensor tensordot(Tensor b, long[] dims1, long[] dims2) => OpTensordot.Call(this, b, dims1, dims2);

        private static readonly Operator OpKron = new("aten::kron");
        public Tensor kron(Tensor other) => OpKron.Call(this, other);

        private static readonly Operator OpMatrixPower = new("aten::matrix_power");
        public Tensor matrix_power(int n) => OpMatrixPower.Call(this, n);
    }
}
