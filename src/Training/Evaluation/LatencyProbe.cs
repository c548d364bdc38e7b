using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Evaluation;

/// <summary>
/// Times forward passes of one batch. Other slots share the processor and only ever lengthen a pass, mostly in bursts: so the figure is that
/// of the quietest round, and within a round the median, which no single lucky pass decides.
/// </summary>
internal static class LatencyProbe
{
    private const int WarmUps = 3;
    private const int Rounds = 4;
    private const int PassesPerRound = 5;

    /// <param name="parts">The batch as it is worked on; a pass goes over all of them.</param>
    /// <returns>Milliseconds of a pass: the lowest of the rounds' medians.</returns>
    public static double Milliseconds(Func<Tensor, Tensor> logits, IReadOnlyList<Tensor> parts, CancellationToken cancellation)
    {
        using var frozen = no_grad();
        for (var pass = 0; pass < WarmUps; pass++) Pass(logits, parts, cancellation);
        return Enumerable.Range(0, Rounds).Min(_ => Median([.. Enumerable.Range(0, PassesPerRound).Select(_ => Pass(logits, parts, cancellation))]));
    }

    private static double Median(double[] times)
    {
        Array.Sort(times);
        return times[times.Length / 2];
    }

    private static double Pass(Func<Tensor, Tensor> logits, IReadOnlyList<Tensor> parts, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Settle(parts[0]);
        var start = Stopwatch.GetTimestamp();
        foreach (var part in parts)
        {
            using var scope = NewDisposeScope();
            logits(part);
        }
        Settle(parts[0]);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Settle(Tensor images)
    {
        if (images.device.type == DeviceType.CUDA) cuda.synchronize(images.device);
    }
}
