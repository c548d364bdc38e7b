using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
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

        private static readonly Operator OpTanInplace = new("aten::tan_");
        public Tensor tan_() => OpTanInplace.Change(this);

        private static readonly Operator OpAsinh = new("aten::asinh");
        public Tensor asinh() => OpAsinh.Call(this);

        private static readonly Operator OpAcosh = new("aten::acosh");
        public Tensor acosh() => OpAcosh.Call(this);

        private static readonly Operator OpAtanh = new("aten::atanh");
        public Tensor atanh() => OpAtanh.Call(this);

        private static readonly Operator OpDeg2rad = new("aten::deg2rad");
        public Tensor deg2rad() => OpDeg2rad.Call(this);

        private static readonly Operator OpRad2deg = new("aten::rad2deg");
        public Tensor rad2deg() => OpRad2deg.Call(this);
    }
}
