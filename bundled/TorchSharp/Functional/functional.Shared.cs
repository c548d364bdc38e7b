using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What a loss does with the losses of the single elements.</summary>
        public enum Reduction : long
        {
            None = 0,
            Mean = 1,
            Sum = 2,
        }

        public static partial class functional
        {
            private static readonly long[] Zero = [0, 0];
            private static readonly long[] One = [1, 1];
            private static readonly Operator OpSiluInplace = new("aten::silu_");
            private static readonly Operator OpLeakyReluInplace = new("aten::leaky_relu_");
            private static readonly Operator OpDropout = new("aten::dropout");
            private static readonly Operator OpDropoutInplace = new("aten::dropout_");
            private static readonly Operator OpFeatureDropout = new("aten::feature_dropout");
            private static readonly Operator OpFeatureDropoutInplace = new("aten::feature_dropout_");

            private static long[] Pair(long value) => [value, value];

            private static long[] Pair((long, long) values) => [values.Item1, values.Item2];

            private static string ModeName(PaddingModes mode) => mode switch
            {
                PaddingModes.Zeros or PaddingModes.Constant => "constant",
                PaddingModes.Reflect => "reflect",
                PaddingModes.Replicate => "replicate",
                _ => "circular",
            };

            private static long PaddingNumber(GridSamplePaddingMode mode) => mode switch
            {
                GridSamplePaddingMode.Border => 1,
                GridSamplePaddingMode.Reflection => 2,
                _ => 0,
            };
        }
    }
}
