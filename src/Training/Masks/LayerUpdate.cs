using AdaSapSweep.Training.Data;

namespace AdaSapSweep.Training.Masks;

/// <summary>A mask update of one layer: deaths, then growth.</summary>
internal static class LayerUpdate
{
    /// <param name="mask">Changed in place; true is active.</param>
    /// <param name="scores">What growth goes by, asked for when something grows; null: growth at random.</param>
    /// <returns>How many died, and how many were grown, those among them that came back at once.</returns>
    public static (int Died, int Grown) Run(bool[] mask, ReadOnlySpan<float> weights, MaskChange change, Func<ReadOnlySpan<float>>? scores, SplitMix64 random)
    {
        bool[] before = change.ExcludesKilled ? [.. mask] : [];
        var active = MaskUpdate.Active(mask);
        var replaced = MaskUpdate.Prune(mask, weights, MaskUpdate.DeathCount(mask, change.Rate), change.DeeperOf(active));
        if (replaced == 0) return (0, 0);
        var left = MaskUpdate.Active(mask);
        for (var i = 0; i < before.Length; i++) before[i] &= !mask[i];
        if (scores is null) MaskUpdate.GrowAtRandom(mask, random, change.GrownFor(replaced), before);
        else MaskUpdate.GrowByScore(mask, scores(), change.GrownFor(replaced), before);
        return (active - left, MaskUpdate.Active(mask) - left);
    }
}
