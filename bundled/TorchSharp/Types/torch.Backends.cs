using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Whether CUDA may round the inputs of 32-bit products to TF32, which is faster and less exact.</summary>
    public static partial class backends
    {
        public static partial class cuda
        {
            public static partial class matmul
            {
                public static bool allow_tf32
                {
                    get => Native.ats_tf32_matmul() != 0;
                    set => Native.Check(Native.ats_set_tf32_matmul(value ? 1 : 0));
                }
            }
        }

        public static partial class cudnn
        {
            public static bool allow_tf32
            {
                get => Native.ats_tf32_cudnn() != 0;
                set => Native.Check(Native.ats_set_tf32_cudnn(value ? 1 : 0));
            }
        }
    }
}
