using System.Diagnostics;
using AdaSapSweep.Stages;
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
        {
            var step = 0L;
            var result = Evaluator.Run(
                settings, images => network.Forward(images, BatchNormMode.Eval), test, FactsOf(network, test.Side),
                inputs.MicroBatches, () => inputs.Observer.Stepped(++step), inputs.Stop, network.Parameters,
                () => ImageDataLoader.Shifted(settings.Shifted!, inputs.ShiftedFolder, inputs.Device, inputs.Reading));
            var measurements = result.Measurements;
            if (settings.AskedLatencyRatio is not null) measurements = [.. measurements, DenseComparison.Latency(network, settings, test, inputs)];
            return new StageResult([], measurements, result.Rejected, null, null, 0, watch.Elapsed.TotalSeconds);
        }
    }

    private static NetworkFacts FactsOf(Network network, int side)
    {
        var blueprint = network.Blueprint;
        var costs = NetworkCosts.Of(blueprint, side, side);
        var dense = NetworkCosts.Of(blueprint with { Widths = blueprint.DenseWidths }, side, side);
        Tensor[] weights = [.. network.Parameters.Values.Where(p => p.shape.Length >= 2)];
        return new NetworkFacts
        {
            Parameters = costs.Parameters,
            DenseParameters = dense.Parameters,
            Macs = costs.Macs,
            DenseMacs = dense.Macs,
            PrunableWeights = weights.Sum(w => w.numel()),
            PrunableTensors = weights.Length,
            ZeroWeights = weights.Sum(w => w.eq(0).sum().item<long>()),
        };
    }
}
