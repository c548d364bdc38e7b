using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator OpAddTensor = new("aten::add", "Tensor");
        public Tensor add(Tensor target) => OpAddTensor.Call(this, target);

        public Tensor add(Tensor target, Scalar alpha) => OpAddTensor.Call(this, target, alpha);

        private static readonly Operator OpAddScalar = new("aten::add", "Scalar");
        public Tensor add(Scalar scalar) => OpAddScalar.Call(this, scalar);

        public Tensor add(Scalar scalar, Scalar alpha) => OpAddScalar.Call(this, scalar, alpha);

        private static readonly Operator OpAddInplaceTensor = new("aten::add_", "Tensor");
        public Tensor add_(Tensor target) => OpAddInplaceTensor.Change(this, target);

        public Tensor add_(Tensor target, Scalar alpha) => OpAddInplaceTensor.Change(this, target, alpha);

        private static readonly Operator OpAddInplaceScalar = new("aten::add_", "Scalar");
        public Tensor add_(Scalar scalar) => OpAddInplaceScalar.Change(this, scalar);

        public Tensor add_(Scalar scalar, Scalar alpha) => OpAddInplaceScalar.Change(this, scalar, alpha);

        private static readonly Operator OpSubTensor = new("aten::sub", "Tensor");
        public Tensor sub(Tensor target) => OpSubTensor.Call(this, target);

        private static readonly Operator OpSubScalar = new("aten::sub", "Scalar");
        public Tensor sub(Scalar target) => OpSubScalar.Call(this, target);

        private static readonly Operator OpSubInplaceTensor = new("aten::sub_", "Tensor");
        public Tensor sub_(Tensor target) => OpSubInplaceTensor.Change(this, target);

        private static readonly Operator OpSubInplaceScalar = new("aten::sub_", "Scalar");
        public Tensor sub_(Scalar target) => OpSubInplaceScalar.Change(this, target);

        private static readonly Operator OpMulTensor = new("aten::mul", "Tensor");
        public Tensor mul(Tensor target) => OpMulTensor.Call(this, target);

        private static readonly Operator OpMulScalar = new("aten::mul", "Scalar");
        public Tensor mul(Scalar target) => OpMulScalar.Call(this, target);

        private static readonly Operator OpMulInplaceTensor = new("aten::mul_", "Tensor");
        public Tensor mul_(Tensor target) => OpMulInplaceTensor.Change(this, target);

        private static readonly Operator OpMulInplaceScalar = new("aten::mul_", "Scalar");
        public Tensor mul_(Scalar target) => OpMulInplaceScalar.Change(this, target);

        private static readonly Operator OpDivTensorMode = new("aten::div", "Tensor_mode");
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            OpDivTensorMode.Call(this, target, Name(rounding_mode));

        private static readonly Operator OpDivScalarMode = new("aten::div", "Scalar_mode");
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            OpDivScalarMode.Call(this, target, Name(rounding_mode));

        private static readonly Operator OpDivInplaceTensorMode = new("aten::div_", "Tensor_mode");
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            OpDivInplaceTensorMode.Change(this, target, Name(rounding_mode));

        private static readonly Operator OpDivInplaceScalarMode = new("aten::div_", "Scalar_mode");
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            OpDivInplaceScalarMode.Change(this, target, Name(rounding_mode));

        public Tensor multiply(Tensor target) => mul(target);

        public Tensor multiply(Scalar target) => mul(target);

        public Tensor subtract(Tensor target) => sub(target);

        public Tensor subtract(Scalar target) => sub(target);

        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor true_divide(Tensor other) => div(other);

        public Tensor true_divide(Scalar other) => div(other);

        public Tensor subtract_(Tensor target) => sub_(target);

        public Tensor subtract_(Scalar target) => sub_(target);

        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);

        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);
    }
}
