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

        private static readonly Operator OpReciprocal = new("aten::reciprocal");
        public Tensor reciprocal() => OpReciprocal.Call(this);

        private static readonly Operator OpReciprocalInplace = new("aten::reciprocal_");
        public Tensor reciprocal_() => OpReciprocalInplace.Change(this);

        private static readonly Operator OpErf = new("aten::erf");
        public Tensor erf() => OpErf.Call(this);

        private static readonly Operator OpErfinv = new("aten::erfinv");
        public Tensor erfinv() => OpErfinv.Call(this);

        public Tensor positive() => alias();

        public Tensor negative() => neg();

        private static readonly Operator OpExp2 = new("aten::exp2");
        public Tensor exp2() => OpExp2.Call(this);

        private static readonly Operator OpExp2Inplace = new("aten::exp2_");
        public Tensor exp2_() => OpExp2Inplace.Change(this);

        private static readonly Operator OpLog2Inplace = new("aten::log2_");
        public Tensor log2_() => OpLog2Inplace.Change(this);

        private static readonly Operator OpLog10Inplace = new("aten::log10_");
        public Tensor log10_() => OpLog10Inplace.Change(this);

        private static readonly Operator OpErfc = new("aten::erfc");
        public Tensor erfc() => OpErfc.Call(this);

        private static readonly Operator OpErfInplace = new("aten::erf_");
        public Tensor erf_() => OpErfInplace.Change(this);

        private static readonly Operator OpSgn = new("aten::sgn");
        public Tensor sgn() => OpSgn.Call(this);

        private static readonly Operator OpSignbit = new("aten::signbit");
        public Tensor signbit() => OpSignbit.Call(this);

        private static readonly Operator OpLgamma = new("aten::lgamma");
        public Tensor lgamma() => OpLgamma.Call(this);

        private static readonly Operator OpDigamma = new("aten::digamma");
        public Tensor digamma() => OpDigamma.Call(this);

        private static readonly Operator OpSinc = new("aten::sinc");
        public Tensor sinc() => OpSinc.Call(this);

        public Tensor absolute() => abs();

        private static readonly Operator OpNanToNum = new("aten::nan_to_num");
        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) =>
            OpNanToNum.Call(this, nan, posinf, neginf);

        private static readonly Operator OpNanToNumInplace = new("aten::nan_to_num_");
        public Tensor nan_to_num_(double nan = 0, double? posinf = null, double? neginf = null) =>
            OpNanToNumInplace.Change(this, nan, posinf, neginf);
    }
}
