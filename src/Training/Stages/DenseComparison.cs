using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Evaluation;
using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>Times a cut network and the dense one that it came from on the same images, one after the other.</summary>
internal static class DenseComparison
{
    /// <returns>Time of the network over that of the dense one, whose weights are random: time does not depend on them.</returns>
    public static Measurement Latency(Network network, EvaluationSettings settings, ImageData test, StageInputs inputs)
    {
        var cut = network.Blueprint;
        using var scope = NewDisposeScope();
        using var dense = Network.Create(NetworkCatalog.Blueprint(cut.Architecture, cut.Classes, cut.Normalisation, cut.Stem), seed: 0, inputs.Device, network.Type);
        var images = test.Batch(0, Math.Min(settings.BatchSize, test.Count)).Images;
        Tensor[] parts = [.. BatchParts.Of(images.shape[0], inputs.MicroBatches, least: 1).Select(part => images.narrow(0, part.Start, part.Length))];
        double Time(Network timed)
        {
            using var steady = new SteadyNetwork(timed);
            return LatencyProbe.Milliseconds(steady.Logits, parts, inputs.Stop);
        }

        return new Measurement(MeasurementNames.LatencyRatio, Time(network) / Time(dense), IsTiming: true);
    }
}
