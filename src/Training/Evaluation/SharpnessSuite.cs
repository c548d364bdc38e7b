using System.Globalization;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Sharpness;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Evaluation;

/// <summary>
/// How much the loss rises around the network's weights, and its curvature there. Weights that are exactly zero stay so: they are those that
/// a mask took out. The loss is the mean cross-entropy of the first test images.
/// </summary>
internal static class SharpnessSuite
{
    /// <summary>Added to |w| in ASAM's metric, as in training by default.</summary>
    private const double Eta = 0.01;

    private const double Tolerance = 1e-3;
    private const int WeightDimensions = 2;

    /// <param name="network">That of the run.</param>
    public static void Measure(EvaluationRun run, SharpnessSettings settings, MovableNetwork network)
    {
        var parameters = network.Parameters;
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var surface = new LossSurface(
            [.. parameters.Values], Parts(run, network.Logits, run.CountOf(settings.Images)), [.. parameters.Values.Select(p => p.shape.Length >= WeightDimensions ? p.ne(0).to(p.dtype) : null)]);
        if (settings.Measures.Contains(SharpnessMeasures.WorstLoss)) MeasureRise(run, settings, surface, parameters);
        if (settings.Measures.Contains(SharpnessMeasures.Hessian)) MeasureCurvature(run, settings, surface);
    }

    private static void MeasureRise(EvaluationRun run, SharpnessSettings settings, LossSurface surface, IReadOnlyDictionary<string, Tensor> parameters)
    {
        Tensor[]? scales = settings.Metric switch
        {
            SharpnessMetrics.Sam => null,
            SharpnessMetrics.Asam => [.. parameters.Select(p => p.Key.EndsWith(".bias", StringComparison.Ordinal) ? ones_like(p.Value) : p.Value.detach().abs().add(Eta))],
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Metric, "not a metric of a ball"),
        };
        var rise = WorstLoss.Of(surface, scales, settings.Rho!.Value, settings.Steps!.Value);
        var objection = rise.Highest > 0 || !double.IsFinite(rise.Highest) ? null : "no step of the ascent raised the loss";
        run.Log.Add(MeasurementNames.SharpnessLossIncrease, rise.Highest, objection);
        run.Log.Add(MeasurementNames.SharpnessOneStepIncrease, rise.OneStep);
    }

    private static void MeasureCurvature(EvaluationRun run, SharpnessSettings settings, LossSurface surface)
    {
        var found = PowerIteration.Largest(surface, surface.RandomDirection(EvaluationRun.Seed), settings.Rounds!.Value, Tolerance);
        var objection = found.Converged ? null : string.Create(
            CultureInfo.InvariantCulture, $"the power iteration did not settle in {found.History.Count} rounds: from {found.History[Math.Max(0, found.History.Count - 2)]:G6} to {found.Value:G6}");
        run.Log.Add(MeasurementNames.HessianTopEigenvalue, found.Value, objection);
        run.Log.Add(MeasurementNames.HessianResidual, found.Residual, objection);
    }

    private static List<LossPart> Parts(EvaluationRun run, Func<Tensor, Tensor> logits, int count)
    {
        var parts = new List<LossPart>();
        for (var batch = 0; batch < count; batch += run.Settings.BatchSize)
            foreach (var (start, length) in BatchParts.Of(Math.Min(run.Settings.BatchSize, count - batch), run.MicroBatches, least: 1))
            {
                var first = batch + start;
                parts.Add(new((double)length / count, () =>
                {
                    run.Cancellation.ThrowIfCancellationRequested();
                    run.Progress();
                    var images = ImageData.ToUnit(run.Test.Bytes.narrow(0, first, length));
                    return nn.functional.cross_entropy(logits(images), run.Test.Labels.narrow(0, first, length));
                }));
            }
        return parts;
    }
}
