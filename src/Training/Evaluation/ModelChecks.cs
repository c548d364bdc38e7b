using System.Globalization;
using AdaSapSweep.Training.Data;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Evaluation;

/// <summary>What makes an attack's accuracy mean nothing and can be seen in a network's outputs: the checks of the AutoAttack library.</summary>
internal static class ModelChecks
{
    private const int Repeats = 5;
    private const double LargestChange = 1e-4;
    private const double ProbabilityTolerance = 1e-5;

    /// <param name="count">How many test images to look at, from the front.</param>
    /// <returns>How many classes there are, and the objection; null: none.</returns>
    public static (int Classes, string? Objection) Look(EvaluationRun run, int count)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var images = ImageData.ToUnit(run.Test.Bytes.narrow(0, 0, count));
        var labels = run.Test.Labels.narrow(0, 0, count);
        Tensor[] passes = [.. Enumerable.Range(0, Repeats).Select(_ => run.Logits(images).to(ScalarType.Float32))];
        return ((int)passes[0].shape[1], Randomness(passes, labels) ?? Probabilities(passes[0]));
    }

    private static string? Randomness(Tensor[] passes, Tensor labels)
    {
        long Correct(Tensor logits) => logits.argmax(1).eq(labels).sum().cpu().item<long>();
        static Tensor Unit(Tensor logits) => logits.div(logits.norm(1, true).clamp_min(1e-10));
        var correct = Correct(passes[0]);
        var first = Unit(passes[0]);
        foreach (var pass in passes.Skip(1))
        {
            var change = Unit(pass).sub(first).norm(1).max().cpu().item<float>();
            if (change > LargestChange || Correct(pass) != correct)
                return string.Create(CultureInfo.InvariantCulture, $"the network is random: two passes over the same images differ by {change:G3} in the direction of the outputs");
        }
        return null;
    }

    private static string? Probabilities(Tensor logits)
    {
        var within = logits.lt(1 + ProbabilityTolerance).all().logical_and(logits.gt(-ProbabilityTolerance).all());
        var sums = logits.sum(dim: 1).sub(1).abs().lt(ProbabilityTolerance).all();
        return within.logical_and(sums).cpu().item<bool>() ? "the network gives probabilities, not logits: their gradients vanish" : null;
    }
}
