using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator OpRsubScalar = new("aten::rsub", "Scalar");
        private static readonly Operator OpDivTensor = new("aten::div", "Tensor");
        private static readonly Operator OpDivScalar = new("aten::div", "Scalar");

        public static Tensor operator +(Tensor left, Tensor right) => OpAddTensor.Call(left, right);
        public static Tensor operator +(Tensor left, Scalar right) => OpAddScalar.Call(left, right);
        public static Tensor operator +(Tensor left, int right) => OpAddScalar.Call(left, right);
        public static Tensor operator +(Tensor left, long right) => OpAddScalar.Call(left, right);
        public static Tensor operator +(Tensor left, float right) => OpAddScalar.Call(left, (double)right);
        public static Tensor operator +(Tensor left, double right) => OpAddScalar.Call(left, right);
        public static Tensor operator +(Scalar left, Tensor right) => OpAddScalar.Call(right, left);
        public static Tensor operator +(int left, Tensor right) => OpAddScalar.Call(right, left);
        public static Tensor operator +(long left, Tensor right) => OpAddScalar.Call(right, left);
        public static Tensor operator +(float left, Tensor right) => OpAddScalar.Call(right, (double)left);
        public static Tensor operator +(double left, Tensor right) => OpAddScalar.Call(right, left);

        public static Tensor operator -(Tensor left, Tensor right) => OpSubTensor.Call(left, right);
        public static Tensor operator -(Tensor left, Scalar right) => OpSubScalar.Call(left, right);
        public static Tensor operator -(Tensor left, int right) => OpSubScalar.Call(left, right);
        public static Tensor operator -(Tensor left, long right) => OpSubScalar.Call(left, right);
        public static Tensor operator -(Tensor left, float right) => OpSubScalar.Call(left, (double)right);
        public static Tensor operator -(Tensor left, double right) => OpSubScalar.Call(left, right);
        public static Tensor operator -(Scalar left, Tensor right) => OpRsubScalar.Call(right, left);
        public static Tensor operator -(int left, Tensor right) => OpRsubScalar.Call(right, left);
        public static Tensor operator -(long left, Tensor right) => OpRsubScalar.Call(right, left);
        public static Tensor operator -(float left, Tensor right) => OpRsubScalar.Call(right, (double)left);
        public static Tensor operator -(double left, Tensor right) => OpRsubScalar.Call(right, left);

        public static Tensor operator *(Tensor left, Tensor right) => OpMulTensor.Call(left, right);
        public static Tensor operator *(Tensor left, Scalar right) => OpMulScalar.Call(left, right);
        public static Tensor operator *(Tensor left, int right) => OpMulScalar.Call(left, right);
        public static Tensor operator *(Tensor left, long right) => OpMulScalar.Call(left, right);
        public static Tensor operator *(Tensor left, float right) => OpMulScalar.Call(left, (double)right);
        public static Tensor operator *(Tensor left, double right) => OpMulScalar.Call(left, right);
        public static Tensor operator *(Scalar left, Tensor right) => OpMulScalar.Call(right, left);
        public static Tensor operator *(int left, Tensor right) => OpMulScalar.Call(right, left);
        public static Tensor operator *(long left, Tensor right) => OpMulScalar.Call(right, left);
        public static Tensor operator *(float left, Tensor right) => OpMulScalar.Call(right, (double)left);
        public static Tensor operator *(double left, Tensor right) => OpMulScalar.Call(right, left);

        public static Tensor operator /(Tensor left, Tensor right) => OpDivTensor.Call(left, right);
        public static Tensor operator /(Tensor left, Scalar right) => OpDivScalar.Call(left, right);
        public static Tensor operator /(Tensor left, int right) => OpDivScalar.Call(left, right);
        public static Tensor operator /(Tensor left, long right) => OpDivScalar.Call(left, right);
        public static Tensor operator /(Tensor left, float right) => OpDivScalar.Call(left, (double)right);
        public static Tensor operator /(Tensor left, double right) => OpDivScalar.Call(left, right);
        public static Tensor operator /(Scalar left, Tensor right) => Divided(left, right);
        public static Tensor operator /(int left, Tensor right) => Divided(left, right);
        public static Tensor operator /(long left, Tensor right) => Divided(left, right);
        public static Tensor operator /(float left, Tensor right) => Divided((double)left, right);
        public static Tensor operator /(double left, Tensor right) => Divided(left, right);

        public static Tensor operator %(Tensor left, Tensor right) => OpRemainderTensor.Call(left, right);
        public static Tensor operator %(Tensor left, Scalar right) => OpRemainderScalar.Call(left, right);
        public static Tensor operator %(Tensor left, int right) => OpRemainderScalar.Call(left, right);
        public static Tensor operator %(Tensor left, long right) => OpRemainderScalar.Call(left, right);
        public static Tensor operator %(Tensor left, float right) => OpRemainderScalar.Call(left, (double)right);
        public static Tensor operator %(Tensor left, double right) => OpRemainderScalar.Call(left, right);

        public static Tensor operator -(Tensor tensor) => tensor.neg();

        public static Tensor operator ~(Tensor left) => left.bitwise_not();

        public static Tensor operator &(Tensor left, Tensor right) => left.bitwise_and(right);

        public static Tensor operator |(Tensor left, Tensor right) => left.bitwise_or(right);

        public static Tensor operator ^(Tensor left, Tensor right) => left.bitwise_xor(right);

        private static Tensor Divided(Scalar left, Tensor right)
        {
            using var reciprocal = right.reciprocal();
            return reciprocal.mul(left);
        }
    }
}
