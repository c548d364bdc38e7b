using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator OpLogicalNot = new("aten::logical_not");
        public Tensor logical_not() => OpLogicalNot.Call(this);

        private static readonly Operator OpLogicalNotInplace = new("aten::logical_not_");
        public Tensor logical_not_() => OpLogicalNotInplace.Change(this);

        private static readonly Operator OpBitwiseNot = new("aten::bitwise_not");
        public Tensor bitwise_not() => OpBitwiseNot.Call(this);

        private static readonly Operator OpLogicalAnd = new("aten::logical_and");
        public Tensor logical_and(Tensor other) => OpLogicalAnd.Call(this, other);

        private static readonly Operator OpLogicalAndInplace = new("aten::logical_and_");
        public Tensor logical_and_(Tensor other) => OpLogicalAndInplace.Change(this, other);

        private static readonly Operator OpLogicalOr = new("aten::logical_or");
        public Tensor logical_or(Tensor other) => OpLogicalOr.Call(this, other);

        private static readonly Operator OpLogicalOrInplace = new("aten::logical_or_");
        public Tensor logical_or_(Tensor other) => OpLogicalOrInplace.Change(this, other);

        private static readonly Operator OpLogicalXor = new("aten::logical_xor");
        public Tensor logical_xor(Tensor other) => OpLogicalXor.Call(this, other);

        private static readonly Operator OpBitwiseAndTensor = new("aten::bitwise_and", "Tensor");
        public Tensor bitwise_and(Tensor other) => OpBitwiseAndTensor.Call(this, other);

        private static readonly Operator OpBitwiseOrTensor = new("aten::bitwise_or", "Tensor");
        public Tensor bitwise_or(Tensor other) => OpBitwiseOrTensor.Call(this, other);

        private static readonly Operator OpBitwiseXorTensor = new("aten::bitwise_xor", "Tensor");
        public Tensor bitwise_xor(Tensor other) => OpBitwiseXorTensor.Call(this, other);

        private static readonly Operator OpLogicalXorInplace = new("aten::logical_xor_");
        public Tensor logical_xor_(Tensor other) => OpLogicalXorInplace.Change(this, other);

        private static readonly Operator OpBitwiseAndInplaceTensor = new("aten::bitwise_and_", "Tensor");
        public Tensor bitwise_and_(Tensor other) => OpBitwiseAndInplaceTensor.Change(this, other);

        private static readonly Operator OpBitwiseOrInplaceTensor = new("aten::bitwise_or_", "Tensor");
        public Tensor bitwise_or_(Tensor other) => OpBitwiseOrInplaceTensor.Change(this, other);

        private static readonly Operator OpBitwiseXorInplaceTensor = new("aten::bitwise_xor_", "Tensor");
        public Tensor bitwise_xor_(Tensor other) => OpBitwiseXorInplaceTensor.Change(this, other);

        private static readonly Operator OpBitwiseNotInplace = new("aten::bitwise_not_");
        public Tensor bitwise_not_() => OpBitwiseNotInplace.Change(this);

        private static readonly Operator OpBitwiseLeftShiftTensor = new("aten::bitwise_left_shift", "Tensor");
        public Tensor bitwise_left_shift(Tensor other) => OpBitwiseLeftShiftTensor.Call(this, other);

        private static readonly Operator OpBitwiseRightShiftTensor = new("aten::bitwise_right_shift", "Tensor");
        public Tensor bitwise_right_shift(Tensor other) => OpBitwiseRightShiftTensor.Call(this, other);
    }
}
