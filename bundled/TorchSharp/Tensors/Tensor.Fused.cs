using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator OpAddcmul = new("aten::addcmul");
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => OpAddcmul.Call(this, tensor1, tensor2, value);

        private static readonly Operator OpAddcmulInplace = new("aten::addcmul_");
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => OpAddcmulInplace.Change(this, tensor1, tensor2, value);

        private static readonly Operator OpAddcdiv = new("aten::addcdiv");
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => OpAddcdiv.Call(this, tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => OpAddcdiv.Call(this, tensor1, tensor2);

        private static readonly Operator OpAddcdivInplace = new("aten::addcdiv_");
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => OpAddcdivInplace.Change(this, tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => OpAddcdivInplace.Change(this, tensor1, tensor2);

        private static readonly Operator OpLerpTensor = new("aten::lerp", "Tensor");
        public Tensor lerp(Tensor end, Tensor weight) => OpLerpTensor.Call(this, end, weight);

        private static readonly Operator OpLerpInplaceTensor = new("aten::lerp_", "Tensor");
        public Tensor lerp_(Tensor end, Tensor weight) => OpLerpInplaceTensor.Change(this, end, weight);
    }
}
