using AdaSapSweep.Training.Data;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Evaluation;

/// <summary>Time of a forward pass of the first batch.</summary>
internal static class LatencySuite
{
    public static void Measure(EvaluationRun run)
    {
        using var scope = NewDisposeScope();
        var images = run.Test.Batch(0, run.CountOf(run.Settings.BatchSize)).Images;
        Tensor[] parts = [.. BatchParts.Of(images.shape[0], run.MicroBatches, least: 1).Select(part => images.narrow(0, part.Start, part.Length))];
        var milliseconds = LatencyProbe.Milliseconds(run.Logits, parts, run.Cancellation);
        run.Log.Add(MeasurementNames.LatencyMs, milliseconds, isTiming: true);
        run.Log.Add(MeasurementNames.LatencyImagesPerSecond, images.shape[0] * 1000 / milliseconds, isTiming: true);
        run.Progress();
    }
}
