using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static bool cuda_is_available() => cuda.is_available();

    public static partial class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static bool is_cudnn_available() => is_available() && Native.ats_cudnn_available() != 0;

        public static int device_count() => Native.ats_cuda_device_count();

        public static void manual_seed(long seed) => torch.manual_seed(seed);

        public static void manual_seed_all(long seed) => torch.manual_seed(seed);

        /// <summary>Waits until the device has finished all that it was given.</summary>
        public static void synchronize(Device? device = null) => Native.Check(Native.ats_cuda_synchronize(device?.index ?? -1));
    }
}
