using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator OpAbs = new("aten::abs");
        public Tensor abs() => OpAbs.Call(this);

        private static readonly Operator OpAbsInplace = new("aten::abs_");
        public Tensor abs_() => OpAbsInplace.Change(this);

        private static readonly Operator OpNeg = new("aten::neg");
        public Tensor neg() => OpNeg.Call(this);

        private static readonly Operator OpNegInplace = new("aten::neg_");
        public Tensor neg_() => OpNegInplace.Change(this);

        private static readonly Operator OpSign = new("aten::sign");
        public Tensor sign() => OpSign.Call(this);

        private static readonly Operator OpSignInplace = new("aten::sign_");
        public Tensor sign_() => OpSignInplace.Change(this);

        private static readonly Operator OpSqrt = new("aten::sqrt");
        public Tensor sqrt() => OpSqrt.Call(this);

        private static readonly Operator OpSqrtInplace = new("aten::sqrt_");
        public Tensor sqrt_() => OpSqrtInplace.Change(this);

        private static readonly Operator OpRsqrt = new("aten::rsqrt");
        public Tensor rsqrt() => OpRsqrt.Call(this);

        private static readonly Operator OpRsqrtInplace = new("aten::rsqrt_");
        public Tensor rsqrt_() => OpRsqrtInplace.Change(this);

        private static readonly Operator OpSquare = new("aten::square");
        public Tensor square() => OpSquare.Call(this);

        private static readonly Operator OpExp = new("aten::exp");
        public Tensor exp() => OpExp.Call(this);

        private static readonly Operator OpExpInplace = new("aten::exp_");
        public Tensor exp_() => OpExpInplace.Change(this);

        private static readonly Operator OpExpm1 = new("aten::expm1");
        public Tensor expm1() => OpExpm1.Call(this);

        private static readonly Operator OpExpm1Inplace = new("aten::expm1_");
        public Tensor expm1_() => OpExpm1Inplace.Change(this);

        private static readonly Operator OpLog = new("aten::log");
        public Tensor log() => OpLog.Call(this);

        private static readonly Operator OpLogInplace = new("aten::log_");
        public Tensor log_() => OpLogInplace.Change(this);

        private static readonly Operator OpLog1p = new("aten::log1p");
        public Tensor log1p() => OpLog1p.Call(this);

        private static readonly Operator OpLog1pInplace = new("aten::log1p_");
        public Tensor log1p_() => OpLog1pInplace.Change(this);

        private static readonly Operator OpLog2 = new("aten::log2");
        public Tensor log2() => OpLog2.Call(this);

        private static readonly Operator OpLog10 = new("aten::log10");
        public Tensor log10() => OpLog10.Call(this);

        private static readonly Operator OpFloor = new("aten::floor");
        public Tensor floor() => OpFloor.Call(this);

        private static readonly Operator OpFloorInplace = new("aten::floor_");
        public Tensor floor_() => OpFloorInplace.Change(this);

        private static readonly Operator OpCeil = new("aten::ceil");
        public Tensor ceil() => OpCeil.Call(this);

        private static readonly Operator OpCeilInplace = new("aten::ceil_");
        public Tensor ceil_() => OpCeilInplace.Change(this);

        private static readonly Operator OpTrunc = new("aten::trunc");
        public Tensor trunc() => OpTrunc.Call(this);

        private static readonly Operator OpTruncInplace = new("aten::trunc_");
        public Tensor trunc_() => OpTruncInplace.Change(this);

        private static readonly Operator OpRoundDecimals = new("aten::round", "decimals");
        public Tensor round(long decimals = 0) => OpRoundDecimals.Call(this, decimals);

        private static readonly Operator OpRoundInplaceDecimals = new("aten::round_", "decimals");
        public Tensor round_(long decimals = 0) => OpRoundInplaceDecimals.Change(this, decimals);

        private static readonly Operator OpFrac = new("aten::frac");
        public Tensor frac() => OpFrac.Call(this);

        private static readonly Operator OpReciprocal = new("aten::reciprocal");
        public Tensor reciprocal() => OpReciprocal.Call(this);

        private static readonly Operator OpReciprocalInplace = new("aten::reciprocal_");
        public Tensor reciprocal_() => OpReciprocalInplace.Change(this);

        private static readonly Operator OpSigmoid = new("aten::sigmoid");
        public Tensor sigmoid() => OpSigmoid.Call(this);

        private static readonly Operator OpSigmoidInplace = new("aten::sigmoid_");
        public Tensor sigmoid_() => OpSigmoidInplace.Change(this);

        private static readonly Operator OpTanh = new("aten::tanh");
        public Tensor tanh() => OpTanh.Call(this);

        private static readonly Operator OpTanhInplace = new("aten::tanh_");
        public Tensor tanh_() => OpTanhInplace.Change(this);

        private static readonly Operator OpSin = new("aten::sin");
        public Tensor sin() => OpSin.Call(this);

        private static readonly Operator OpSinInplace = new("aten::sin_");
        public Tensor sin_() => OpSinInplace.Change(this);

        private static readonly Operator OpCos = new("aten::cos");
        public Tensor cos() => OpCos.Call(this);

        private static readonly Operator OpCosInplace = new("aten::cos_");
        public Tensor cos_() => OpCosInplace.Change(this);

        private static readonly Operator OpTan = new("aten::tan");
        public Tensor tan() => OpTan.Call(this);

        private static readonly Operator OpAtan = new("aten::atan");
        public Tensor atan() => OpAtan.Call(this);

        private static readonly Operator OpAsin = new("aten::asin");
        public Tensor asin() => OpAsin.Call(this);

        private static readonly Operator OpAcos = new("aten::acos");
        public Tensor acos() => OpAcos.Call(this);

        private static readonly Operator OpSinh = new("aten::sinh");
        public Tensor sinh() => OpSinh.Call(this);

        private static readonly Operator OpCosh = new("aten::cosh");
        public Tensor cosh() => OpCosh.Call(this);

        private static readonly Operator OpErf = new("aten::erf");
        public Tensor erf() => OpErf.Call(this);

        private static readonly Operator OpErfinv = new("aten::erfinv");
        public Tensor erfinv() => OpErfinv.Call(this);

        private static readonly Operator OpRelu = new("aten::relu");
        public Tensor relu() => OpRelu.Call(this);

        private static readonly Operator OpReluInplace = new("aten::relu_");
        public Tensor relu_() => OpReluInplace.Change(this);

        private static readonly Operator OpRelu6 = new("aten::relu6");
        public Tensor relu6() => OpRelu6.Call(this);

        private static readonly Operator OpSilu = new("aten::silu");
        public Tensor silu() => OpSilu.Call(this);

        private static readonly Operator OpIsnan = new("aten::isnan");
        public Tensor isnan() => OpIsnan.Call(this);

        private static readonly Operator OpIsinf = new("aten::isinf");
        public Tensor isinf() => OpIsinf.Call(this);

        private static readonly Operator OpIsfinite = new("aten::isfinite");
        public Tensor isfinite() => OpIsfinite.Call(this);

        private static readonly Operator OpLogicalNot = new("aten::logical_not");
        public Tensor logical_not() => OpLogicalNot.Call(this);

        private static readonly Operator OpLogicalNotInplace = new("aten::logical_not_");
        public Tensor logical_not_() => OpLogicalNotInplace.Change(this);

        private static readonly Operator OpBitwiseNot = new("aten::bitwise_not");
        public Tensor bitwise_not() => OpBitwiseNot.Call(this);

        public Tensor positive() => alias();

        public Tensor negative() => neg();
    }
}
