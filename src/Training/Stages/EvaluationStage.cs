using System.Diagnostics;
using System.Globalization;
using AdaSapSweep.ImageSets;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Evaluation;
using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>Measures the parent's network. It writes no file: its result is numbers.</summary>
internal static class EvaluationStage
{
    public static StageResult Run(EvaluationSettings settings, StageInputs inputs)
    {
        var parent = inputs.ParentFile ?? throw new ArgumentException("an evaluation has a parent to evaluate", nameof(inputs));
        var watch = Stopwatch.StartNew();
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using (var test = ImageDataLoader.Test(settings.Data, inputs.DataFolder, inputs.Device, inputs.Reading))
        using (var network = StageStart.FromParent(parent, settings, inputs, test))
        using (var best = settings.Best == true ? BestOf(parent, inputs) : null)
        using (Autocast.Use(settings.Precision))
        using (var steady = new SteadyNetwork(network))
        using (var steadyBest = best is null ? null : new SteadyNetwork(best))
        {
            var step = 0L;
            inputs.Observer.Entered(StagePhases.Evaluate);
            var result = Evaluator.Run(
                settings, steady.Logits, test, NetworkFactsCount.Measure(network, test.Side, NetworkFile.NotesOf(parent)),
                inputs.MicroBatches, () => inputs.Observer.Stepped(++step), inputs.Stop, new MovableNetwork(Exact, network.Parameters),
                () => ImageDataLoader.Shifted(settings.Shifted!, inputs.ShiftedFolder, inputs.Device, inputs.Reading),
                steadyBest is null ? null : steadyBest.Logits, () => TrainingOf(settings, inputs));
            var measurements = result.Measurements;
            if (settings.Best == true) measurements = [.. measurements, new(MeasurementNames.BestEpoch, BestEpochOf(parent), IsTiming: false)];
            if (settings.AskedLatencyRatio is not null) measurements = [.. measurements, DenseComparison.Latency(network, settings, test, inputs)];
            return new StageResult([], measurements, result.Rejected, null, null, 0, watch.Elapsed.TotalSeconds);

            // Sharpness is what is left of differences and of second derivatives: rounding to fewer bits would drown it.
            Tensor Exact(Tensor images)
            {
                using var exact = Autocast.Use(Precisions.Full);
                return network.Forward(images, BatchNormMode.Eval);
            }
        }
    }

    private static Network BestOf(string parent, StageInputs inputs) =>
        NetworkFile.ReadOther(parent, OtherNetworks.Best, inputs.Device) ?? throw new InvalidDataException("the parent's file does not hold the network of its best epoch");

    private static int BestEpochOf(string parent) =>
        int.TryParse(NetworkFile.NotesOf(parent).GetValueOrDefault(FileNotes.BestEpoch), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            ? epoch
            : throw new InvalidDataException("the parent's file does not say which epoch was its best");

    /// <summary>From the front: none of those held out.</summary>
    private static ImageData TrainingOf(EvaluationSettings settings, StageInputs inputs)
    {
        using var images = TrainingImages.Of(settings.Data with { TestImages = null }, inputs);
        var count = settings.TrainingImages!.Value;
        if (count > images.Train.Count)
            throw new DataSetException(string.Create(CultureInfo.InvariantCulture, $"'training_images' is {count}, but only {images.Train.Count} images are trained on"));
        return images.Train.Front(count);
    }
}
