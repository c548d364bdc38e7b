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

        private static readonly Operator OpFloorDivide = new("aten::floor_divide");
        public Tensor floor_divide(Tensor other) => OpFloorDivide.Call(this, other);

        private static readonly Operator OpFloorDivideScalar = new("aten::floor_divide", "Scalar");
        public Tensor floor_divide(Scalar other) => OpFloorDivideScalar.Call(this, other);

        private static readonly Operator OpRemainderTensor = new("aten::remainder", "Tensor");
        public Tensor remainder(Tensor target) => OpRemainderTensor.Call(this, target);

        private static readonly Operator OpRemainderScalar = new("aten::remainder", "Scalar");
        public Tensor remainder(Scalar scalar) => OpRemainderScalar.Call(this, scalar);

        private static readonly Operator OpRemainderInplaceTensor = new("aten::remainder_", "Tensor");
        public Tensor remainder_(Tensor target) => OpRemainderInplaceTensor.Change(this, target);

        private static readonly Operator OpRemainderInplaceScalar = new("aten::remainder_", "Scalar");
        public Tensor remainder_(Scalar scalar) => OpRemainderInplaceScalar.Change(this, scalar);

        private static readonly Operator OpFmodTensor = new("aten::fmod", "Tensor");
        public Tensor fmod(Tensor target) => OpFmodTensor.Call(this, target);

        private static readonly Operator OpFmodScalar = new("aten::fmod", "Scalar");
        public Tensor fmod(Scalar scalar) => OpFmodScalar.Call(this, scalar);

        private static readonly Operator OpPowTensorTensor = new("aten::pow", "Tensor_Tensor");
        public Tensor pow(Tensor exponent) => OpPowTensorTensor.Call(this, exponent);

        private static readonly Operator OpPowTensorScalar = new("aten::pow", "Tensor_Scalar");
        public Tensor pow(Scalar exponent) => OpPowTensorScalar.Call(this, exponent);

        private static readonly Operator OpPowInplaceTensor = new("aten::pow_", "Tensor");
        public Tensor pow_(Tensor exponent) => OpPowInplaceTensor.Change(this, exponent);

        private static readonly Operator OpPowInplaceScalar = new("aten::pow_", "Scalar");
        public Tensor pow_(Scalar exponent) => OpPowInplaceScalar.Change(this, exponent);

        private static readonly Operator OpAtan2 = new("aten::atan2");
        public Tensor atan2(Tensor other) => OpAtan2.Call(this, other);

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

        private static readonly Operator OpMaximum = new("aten::maximum");
        public Tensor maximum(Tensor other) => OpMaximum.Call(this, other);

        private static readonly Operator OpMinimum = new("aten::minimum");
        public Tensor minimum(Tensor other) => OpMinimum.Call(this, other);

        public Tensor max(Tensor other) => maximum(other);

        public Tensor min(Tensor other) => minimum(other);

        private static readonly Operator OpClamp = new("aten::clamp");
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => OpClamp.Call(this, min, max);

        private static readonly Operator OpClampTensor = new("aten::clamp", "Tensor");
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => OpClampTensor.Call(this, min, max);

        private static readonly Operator OpClampInplace = new("aten::clamp_");
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => OpClampInplace.Change(this, min, max);

        private static readonly Operator OpClampInplaceTensor = new("aten::clamp_", "Tensor");
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => OpClampInplaceTensor.Change(this, min, max);

        private static readonly Operator OpClampMin = new("aten::clamp_min");
        public Tensor clamp_min(Scalar min) => OpClampMin.Call(this, min);

        private static readonly Operator OpClampMinInplace = new("aten::clamp_min_");
        public Tensor clamp_min_(Scalar min) => OpClampMinInplace.Change(this, min);

        private static readonly Operator OpClampMax = new("aten::clamp_max");
        public Tensor clamp_max(Scalar max) => OpClampMax.Call(this, max);

        private static readonly Operator OpClampMaxInplace = new("aten::clamp_max_");
        public Tensor clamp_max_(Scalar max) => OpClampMaxInplace.Change(this, max);

        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        private static readonly Operator OpCopysignTensor = new("aten::copysign", "Tensor");
        public Tensor copysign(Tensor other) => OpCopysignTensor.Call(this, other);

        private static readonly Operator OpXlogyTensor = new("aten::xlogy", "Tensor");
        public Tensor xlogy(Tensor y) => OpXlogyTensor.Call(this, y);

        public Tensor multiply(Tensor target) => mul(target);

        public Tensor multiply(Scalar target) => mul(target);

        public Tensor subtract(Tensor target) => sub(target);

        public Tensor subtract(Scalar target) => sub(target);

        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor true_divide(Tensor other) => div(other);

        public Tensor true_divide(Scalar other) => div(other);
    }
}
