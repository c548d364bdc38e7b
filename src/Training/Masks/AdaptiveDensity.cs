using AdaSapSweep.Stages;

namespace AdaSapSweep.Training.Masks;

/// <summary>Whether an update is to leave fewer or more weights; both, one or none.</summary>
/// <param name="PruneShare">Of the changes looked at, those that speak for pruning; 0 when there is none to look at.</param>
/// <param name="GrowShare">Those that speak for growing.</param>
public readonly record struct DensityDecision(bool Prune, bool Grow, double PruneShare, double GrowShare);

/// <summary>
/// Flying Bird+'s decision, as the official code of "Sparsity Winning Twice" makes it: a gap between training and validation accuracy under attack that
/// widens asks for fewer weights; a validation loss under attack that does not fall asks for more.
/// </summary>
public static class AdaptiveDensity
{
    /// <param name="losses">Loss on attacked validation images after each epoch done, oldest first.</param>
    /// <param name="gaps">Running training accuracy less robust validation accuracy, of the same epochs.</param>
    /// <param name="epoch">Index of the epoch under way, from 0.</param>
    public static DensityDecision Decide(
        IReadOnlyList<double> losses, IReadOnlyList<double> gaps, int epoch, int epochs, AdaptiveDensitySettings settings)
    {
        if (epoch < settings.StartShare * epochs) return default;
        var prune = Share(gaps, settings.Window, change => change > 0);
        var grow = Share(losses, settings.Window, change => change >= 0);
        return new(prune >= settings.Threshold, grow >= settings.Threshold, prune ?? 0, grow ?? 0);
    }

    /// <summary>Takes back what would leave less than the floor or more than the ceiling.</summary>
    /// <param name="active">Weights of all layers before the update.</param>
    /// <param name="deeper">How many pruning takes away.</param>
    /// <param name="more">How many growing adds.</param>
    /// <param name="count">All weights under the mask.</param>
    public static DensityDecision Within(DensityDecision decision, long active, long deeper, long more, long count, AdaptiveDensitySettings settings)
    {
        var (prune, grow) = (decision.Prune, decision.Grow);
        bool MayPrune() => settings.Floor is not { } floor || active - deeper + (grow ? more : 0) >= floor * count;
        bool MayGrow() => settings.Ceiling is not { } ceiling || active - (prune ? deeper : 0) + more <= ceiling * count;
        prune &= MayPrune();
        grow &= MayGrow();
        prune &= MayPrune();
        return decision with { Prune = prune, Grow = grow };
    }

    /// <returns>Null when fewer than two values make no change.</returns>
    private static double? Share(IReadOnlyList<double> values, int window, Func<double, bool> speaks)
    {
        var changes = Math.Min(window, values.Count - 1);
        if (changes < 1) return null;
        return Enumerable.Range(values.Count - changes, changes).Count(i => speaks(values[i] - values[i - 1])) / (double)changes;
    }
}
