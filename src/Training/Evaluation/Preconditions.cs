using System.Globalization;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Attacks;

namespace AdaSapSweep.Training.Evaluation;

/// <summary>What must hold before a number is a result. Each returns the objection, or null.</summary>
internal static class Preconditions
{
    /// <summary>Largest distance from the asked ratio, as a share of it: an absolute one would let small networks be far off.</summary>
    private const double SizeTolerance = 0.02;

    /// <summary>Share of images that an attack may leave without ever having had a gradient for them.</summary>
    private const double NoGradientTolerance = 0.01;

    /// <summary>Share of images that Square may break after all attacks by gradient; a single image is no evidence.</summary>
    private const double MaskedGradients = 0.002;

    public static string? Logits(ScoredImages scored) => scored.Finite ? null : "the network's outputs are not all finite";

    public static string? Attack(ScoredImages attacked, double robust, double clean, int withoutGradient)
    {
        if (Logits(attacked) is { } objection) return objection;
        if (robust > clean) return Text($"robust accuracy {robust:F4} is above the clean accuracy {clean:F4} on the same images");
        return withoutGradient > NoGradientTolerance * attacked.Count
            ? Text($"the attack never had a gradient on {withoutGradient} of the {attacked.Count} images and left them correct")
            : null;
    }

    public static string? AutoAttack(AutoAttackOutcome outcome, int count)
    {
        if (!outcome.Finite) return "the network's outputs are not all finite on attacked images";
        if (outcome.Outside > 0) return Text($"{outcome.Outside} images were changed by more than the attack may");
        if (outcome.WithoutGradient > NoGradientTolerance * count)
            return Text($"the attack never had a gradient on {outcome.WithoutGradient} of the {count} images and left them correct");
        var bySquare = outcome.Standing[AutoAttackPart.FabT].Count - outcome.Standing[AutoAttackPart.Square].Count;
        return bySquare > Math.Max(MaskedGradients * count, 1)
            ? Text($"Square, which takes no gradient, broke {bySquare} of the {count} images that attacks by gradient had not: gradients are probably masked")
            : null;
    }

    /// <summary>Exactly round(sparsity n) zeros, but for one weight in each tensor: layer budgets round down.</summary>
    public static string? Sparsity(NetworkFacts facts, EvaluationSettings settings)
    {
        if (settings.AskedSparsity is not { } asked) return null;
        var wanted = Math.Round(asked * facts.PrunableWeights, MidpointRounding.ToEven);
        return Math.Abs(facts.ZeroWeights - wanted) <= facts.PrunableTensors
            ? null
            : Text($"{facts.ZeroWeights} of {facts.PrunableWeights} weights are zero; sparsity {asked} asks for {wanted}");
    }

    public static string? Size(NetworkFacts facts, EvaluationSettings settings) =>
        Kept((double)facts.Parameters / facts.DenseParameters, settings.AskedSizeRatio, "parameters");

    public static string? Macs(NetworkFacts facts, EvaluationSettings settings) =>
        Kept((double)facts.Macs / facts.DenseMacs, settings.AskedMacRatio, "multiply-accumulates");

    private static string? Kept(double ratio, double? asked, string quantity) => asked is not { } wanted || Math.Abs(ratio - wanted) <= SizeTolerance * wanted
        ? null
        : Text($"the network keeps {ratio:F4} of the dense {quantity}; {wanted} was asked for");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
