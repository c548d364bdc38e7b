using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator OpToCopy = new("aten::_to_copy");
        private static readonly Operator OpSqueeze = new("aten::squeeze");
        private static readonly Operator OpSqueezeDim = new("aten::squeeze", "dim");
        private static readonly Operator OpSqueezeInplace = new("aten::squeeze_");
        private static readonly Operator OpSqueezeDimInplace = new("aten::squeeze_", "dim");
        private static readonly Operator OpAmaxOut = new("aten::amax", "out");
        private static readonly Operator OpAminOut = new("aten::amin", "out");
        private static readonly Operator OpUnique2 = new("aten::_unique2");
        private static readonly Operator OpUniqueDim = new("aten::unique_dim");
        private static readonly Operator OpNumpyT = new("aten::numpy_T");

        public Tensor T => OpNumpyT.Call(this);

        public Tensor mT => transpose(-2, -1);

        public Tensor type(Func<Tensor, Tensor> typeFunc) => typeFunc(this);

        private static Arg Name(RoundingMode mode) => mode == RoundingMode.None ? Arg.None : mode.ToString();

        private Tensor Typed(ScalarType? type) => type is { } t && t != dtype ? to_type(t) : this;

        /// <summary>A tensor that is already there comes back as another handle to the same memory, unless a copy is asked for.</summary>
        private Tensor To(ScalarType? type, Device? device, bool copy, bool disposeAfter, bool nonBlocking)
        {
            var sameType = type is null || type == dtype;
            var sameDevice = device is null || (device.type == device_type && (device.index < 0 || device.index == device_index));
            var moved = sameType && sameDevice && !copy ? alias() : OpToCopy.Call(this, type, Arg.None, device, Arg.None, nonBlocking);
            if (disposeAfter) Dispose();
            return moved;
        }
    }
}
