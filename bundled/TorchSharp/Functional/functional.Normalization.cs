using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator OpBatchNorm = new("aten::batch_norm");
            public static Tensor batch_norm(Tensor input, Tensor running_mean, Tensor running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1e-5) =>
                OpBatchNorm.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            private static readonly Operator OpLayerNorm = new("aten::layer_norm");
            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                OpLayerNorm.Call(input, normalized_shape, weight, bias, eps);

            private static readonly Operator OpGroupNorm = new("aten::group_norm");
            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                OpGroupNorm.Call(input, num_groups, weight, bias, eps);

            private static readonly Operator OpInstanceNorm = new("aten::instance_norm");
            public static Tensor instance_norm(Tensor input, Tensor? running_mean = null, Tensor? running_var = null, Tensor? weight = null, Tensor? bias = null, bool use_input_stats = true, double momentum = 0.1, double eps = 1e-5) =>
                OpInstanceNorm.Call(input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, true);

            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1e-12) =>
                input / linalg.vector_norm(input, p, [dim], true).clamp_min(eps).expand_as(input);
        }
    }
}
