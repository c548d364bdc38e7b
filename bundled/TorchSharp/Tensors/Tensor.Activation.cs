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

        private static readonly Operator OpSigmoid = new("aten::sigmoid");
        public Tensor sigmoid() => OpSigmoid.Call(this);

        private static readonly Operator OpSigmoidInplace = new("aten::sigmoid_");
        public Tensor sigmoid_() => OpSigmoidInplace.Change(this);

        private static readonly Operator OpRelu = new("aten::relu");
        public Tensor relu() => OpRelu.Call(this);

        private static readonly Operator OpReluInplace = new("aten::relu_");
        public Tensor relu_() => OpReluInplace.Change(this);

        private static readonly Operator OpRelu6 = new("aten::relu6");
        public Tensor relu6() => OpRelu6.Call(this);

        private static readonly Operator OpSilu = new("aten::silu");
        public Tensor silu() => OpSilu.Call(this);

        public Tensor relu6_() => clamp_(0, 6);

        private static readonly Operator OpSiluInplace = new("aten::silu_");
        public Tensor silu_() => OpSiluInplace.Change(this);

        private static readonly Operator OpHardswishInplace = new("aten::hardswish_");
        public Tensor hardswish_() => OpHardswishInplace.Change(this);

        private static readonly Operator OpHardsigmoidInplace = new("aten::hardsigmoid_");
        public Tensor hardsigmoid_() => OpHardsigmoidInplace.Change(this);

        private static readonly Operator OpHardtanhInplace = new("aten::hardtanh_");
        public Tensor hardtanh_(Scalar min, Scalar max) => OpHardtanhInplace.Change(this, min, max);

        private static readonly Operator OpLeakyReluInplace = new("aten::leaky_relu_");
        public Tensor leaky_relu_(Scalar negative_slope) => OpLeakyReluInplace.Change(this, negative_slope);

        private static readonly Operator OpEluInplace = new("aten::elu_");
        public Tensor elu_(double alpha = 1) => OpEluInplace.Change(this, alpha);

        private static readonly Operator OpGeluInplace = new("aten::gelu_");
        public Tensor gelu_() => OpGeluInplace.Change(this);

        private static readonly Operator OpSelu = new("aten::selu");
        public Tensor selu() => OpSelu.Call(this);

        private static readonly Operator OpCelu = new("aten::celu");
        public Tensor celu() => OpCelu.Call(this);

        private static readonly Operator OpGlu = new("aten::glu");
        public Tensor glu(long dim = -1) => OpGlu.Call(this, dim);

        private static readonly Operator OpPrelu = new("aten::prelu");
        public Tensor prelu(Tensor target) => OpPrelu.Call(this, target);

        private static readonly Operator OpThreshold = new("aten::threshold");
        public Tensor threshold(Scalar threshold, Scalar value) => OpThreshold.Call(this, threshold, value);

        private static readonly Operator OpThresholdInplace = new("aten::threshold_");
        public Tensor threshold_(Scalar threshold, Scalar value) => OpThresholdInplace.Change(this, threshold, value);
    }
}
