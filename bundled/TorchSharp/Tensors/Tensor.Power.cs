using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
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

        private static readonly Operator OpCopysignTensor = new("aten::copysign", "Tensor");
        public Tensor copysign(Tensor other) => OpCopysignTensor.Call(this, other);

        private static readonly Operator OpXlogyTensor = new("aten::xlogy", "Tensor");
        public Tensor xlogy(Tensor y) => OpXlogyTensor.Call(this, y);

        private static readonly Operator OpFloorDivideInplaceTensor = new("aten::floor_divide_", "Tensor");
        public Tensor floor_divide_(Tensor other) => OpFloorDivideInplaceTensor.Change(this, other);

        private static readonly Operator OpFloorDivideInplaceScalar = new("aten::floor_divide_", "Scalar");
        public Tensor floor_divide_(Scalar other) => OpFloorDivideInplaceScalar.Change(this, other);

        private static readonly Operator OpFmodInplaceTensor = new("aten::fmod_", "Tensor");
        public Tensor fmod_(Tensor target) => OpFmodInplaceTensor.Change(this, target);

        private static readonly Operator OpFmodInplaceScalar = new("aten::fmod_", "Scalar");
        public Tensor fmod_(Scalar scalar) => OpFmodInplaceScalar.Change(this, scalar);

        private static readonly Operator OpXlogyScalarOther = new("aten::xlogy", "Scalar_Other");
        public Tensor xlogy(Scalar y) => OpXlogyScalarOther.Call(this, y);

        private static readonly Operator OpHypot = new("aten::hypot");
        public Tensor hypot(Tensor other) => OpHypot.Call(this, other);

        private static readonly Operator OpFloatPowerTensorTensor = new("aten::float_power", "Tensor_Tensor");
        public Tensor float_power(Tensor target) => OpFloatPowerTensorTensor.Call(this, target);

        private static readonly Operator OpLogaddexp = new("aten::logaddexp");
        public Tensor logaddexp(Tensor other) => OpLogaddexp.Call(this, other);
    }
}
