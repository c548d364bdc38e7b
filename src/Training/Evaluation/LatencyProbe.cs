using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Evaluation;

/// <summary>Times forward passes of one batch.</summary>
internal static class LatencyProbe
{
    private const int WarmUps = 3;
    private const int Passes = 20;

    /// <returns>Median milliseconds of a pass.</returns>
    public static double Median(Func<Tensor, Tensor> logits, Tensor images, CancellationToken cancellation)
    {
        using var frozen = no_grad();
        var times = new double[Passes];
        for (var pass = -WarmUps; pass < Passes; pass++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            Settle(images);
            var start = Stopwatch.GetTimestamp();
            logits(images);
            Settle(images);
            if (pass >= 0) times[pass] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        Array.Sort(times);
        return 0.5 * (times[Passes / 2 - 1] + times[Passes / 2]);
    }

    private static void Settle(Tensor images)
    {
        if (images.device.type == DeviceType.CUDA) cuda.synchronize(images.device);
    }
}
