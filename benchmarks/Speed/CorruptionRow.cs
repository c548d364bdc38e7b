using System.Diagnostics;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Corruptions;
using AdaSapSweep.Training.Data;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>Images a second through all corruptions at all severities; kind by kind in benchmarks/Corruptions.</summary>
internal static class CorruptionRow
{
    private const int Images = 200;

    public static Measured Measure(Options options, Ground ground)
    {
        using var data = ImageDataLoader.Test(StepMethods.Data(Images), null, ground.Device);
        Round(data, severities: 1);
        var rates = Enumerable.Range(0, options.Quick ? 1 : 3).Select(_ => Round(data, severities: 5)).ToArray();
        return Measured.Alone($"corruptions: all {CorruptionKinds.All.Count} kinds at 5 severities, batches of {Images}", "", "images/s", rates);
    }

    private static double Round(ImageData data, int severities)
    {
        var began = Stopwatch.GetTimestamp();
        foreach (var kind in CorruptionKinds.All)
            for (var severity = 1; severity <= severities; severity++)
            {
                using var corruption = Corruption.Of(kind, severity, data.Side, data.Device);
                corruption.Apply(data.Bytes, 0, 7).Dispose();
            }
        if (data.Device.type == TorchSharp.DeviceType.CUDA) TorchSharp.torch.cuda.synchronize(data.Device);
        return CorruptionKinds.All.Count * severities * data.Count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
