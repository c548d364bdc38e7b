using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator OpSoftmaxInt = new("aten::softmax", "int");
        public Tensor softmax(long dim, ScalarType? dtype = null) => OpSoftmaxInt.Call(this, dim, dtype);

        private static readonly Operator OpLogSoftmaxInt = new("aten::log_softmax", "int");
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => OpLogSoftmaxInt.Call(this, dim, dtype);

        private static readonly Operator OpGelu = new("aten::gelu");
        public Tensor gelu() => OpGelu.Call(this);

        private static readonly Operator OpElu = new("aten::elu");
        public Tensor elu(double alpha = 1) => OpElu.Call(this, alpha);

        private static readonly Operator OpLeakyRelu = new("aten::leaky_relu");
        public Tensor leaky_relu(Scalar negative_slope) => OpLeakyRelu.Call(this, negative_slope);

        private static readonly Operator OpHardtanh = new("aten::hardtanh");
        public Tensor hardtanh(Scalar min, Scalar max) => OpHardtanh.Call(this, min, max);

        private static readonly Operator OpHardswish = new("aten::hardswish");
        public Tensor hardswish() => OpHardswish.Call(this);

        private static readonly Operator OpHardsigmoid = new("aten::hardsigmoid");
        public Tensor hardsigmoid() => OpHardsigmoid.Call(this);

        private static readonly Operator OpSoftplus = new("aten::softplus");
        public Tensor softplus(double beta = 1, double threshold = 20) => OpSoftplus.Call(this, beta, threshold);

        private static readonly Operator OpLogSigmoid = new("aten::log_sigmoid");
        public Tensor log_sigmoid() => OpLogSigmoid.Call(this);
    }
}
