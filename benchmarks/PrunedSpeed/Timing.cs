using System.Diagnostics;
using AdaSapSweep.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace AdaSapSweep.Benchmarks.PrunedSpeed;

/// <summary>Milliseconds of forward passes in evaluation mode.</summary>
/// <param name="Times">One a round, sorted.</param>
internal sealed record Timing(double[] Times)
{
    private const int WarmUps = 2;

    public double Median => (Times[(Times.Length - 1) / 2] + Times[Times.Length / 2]) / 2;

    /// <summary>The two networks take turns, so that what slows the machine for a while slows both.</summary>
    public static (Timing First, Timing Second) OfBoth(Network first, Network second, Tensor images, int rounds)
    {
        using var noGrad = no_grad();
        for (var i = 0; i < WarmUps; i++) _ = (Pass(first, images), Pass(second, images));
        var pairs = Enumerable.Range(0, rounds).Select(_ => (First: Pass(first, images), Second: Pass(second, images))).ToArray();
        return (new([.. pairs.Select(p => p.First).Order()]), new([.. pairs.Select(p => p.Second).Order()]));
    }

    private static double Pass(Network network, Tensor images)
    {
        using var scope = NewDisposeScope();
        Settle(images);
        var start = Stopwatch.GetTimestamp();
        network.Forward(images, BatchNormMode.Eval);
        Settle(images);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Settle(Tensor images)
    {
        if (images.device.type == DeviceType.CUDA) cuda.synchronize(images.device);
    }
}
