using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator OpPad = new("aten::pad");
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                OpPad.Call(input, pad, ModeName(mode), mode == PaddingModes.Constant ? value : Arg.None);

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, Pair(pad), mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2], mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            private static readonly Operator OpAffineGridGenerator = new("aten::affine_grid_generator");
            public static Tensor affine_grid(Tensor theta, long[]? size = null, bool align_corners = false) =>
                OpAffineGridGenerator.Call(theta, size ?? [], align_corners);

            private static readonly Operator OpGridSampler = new("aten::grid_sampler");
            public static Tensor grid_sample(Tensor input, Tensor grid, GridSampleMode mode = GridSampleMode.Bilinear, GridSamplePaddingMode padding_mode = GridSamplePaddingMode.Zeros, bool? align_corners = null) =>
                OpGridSampler.Call(input, grid, mode == GridSampleMode.Bilinear ? 0 : 1, PaddingNumber(padding_mode), align_corners ?? false);
        }
    }
}
