using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator OpNearest = new("aten::upsample_nearest2d", "vec");
            private static readonly Operator OpNearestExact = new("aten::_upsample_nearest_exact2d", "vec");
            private static readonly Operator OpBilinear = new("aten::upsample_bilinear2d", "vec");
            private static readonly Operator OpBilinearSmooth = new("aten::_upsample_bilinear2d_aa", "vec");
            private static readonly Operator OpBicubic = new("aten::upsample_bicubic2d", "vec");
            private static readonly Operator OpBicubicSmooth = new("aten::_upsample_bicubic2d_aa", "vec");

            /// <summary>Resizes images (N, C, H, W) to <paramref name="size"/> or by <paramref name="scale_factor"/>, whichever is given.</summary>
            public static Tensor interpolate(
                Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest,
                bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                if (x.ndim != 4) throw new NotImplementedException("interpolate takes tensors of 4 dimensions here.");
                if (recompute_scale_factor && scale_factor is not null)
                {
                    size = [(long)(x.size(2) * scale_factor[0]), (long)(x.size(3) * scale_factor[^1])];
                    scale_factor = null;
                }
                var corners = align_corners ?? false;
                return mode switch
                {
                    InterpolationMode.Nearest => OpNearest.Call(x, size, scale_factor),
                    InterpolationMode.NearestExact => OpNearestExact.Call(x, size, scale_factor),
                    InterpolationMode.Bilinear => (antialias ? OpBilinearSmooth : OpBilinear).Call(x, size, corners, scale_factor),
                    InterpolationMode.Bicubic => (antialias ? OpBicubicSmooth : OpBicubic).Call(x, size, corners, scale_factor),
                    InterpolationMode.Area when size is not null => adaptive_avg_pool2d(x, size),
                    _ => throw new NotImplementedException($"interpolate has no mode {mode} here."),
                };
            }
        }
    }
}
