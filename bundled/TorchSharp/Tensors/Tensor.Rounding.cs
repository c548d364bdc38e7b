using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
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

        private static readonly Operator OpFracInplace = new("aten::frac_");
        public Tensor frac_() => OpFracInplace.Change(this);

        public Tensor fix() => trunc();
    }
}
