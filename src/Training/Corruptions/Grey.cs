using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>Brightness as the eye sees it (ITU-R BT.601).</summary>
internal static class Grey
{
    /// <returns>(n, 1, side, side).</returns>
    public static Tensor Of(Tensor levels) =>
        levels.narrow(1, 0, 1).mul(0.299).add_(levels.narrow(1, 1, 1).mul(0.587)).add_(levels.narrow(1, 2, 1).mul(0.114));
}
