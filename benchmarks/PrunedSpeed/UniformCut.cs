using System.Collections.Immutable;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Pruning;

namespace AdaSapSweep.Benchmarks.PrunedSpeed;

/// <summary>About the same share of every group goes, whatever the weights are: what a cut saves is the question, not which channels it takes.</summary>
internal static class UniformCut
{
    /// <returns>By group: channels to remove, as a stage with that MAC ratio would whose scores are the same in every group.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyCollection<int>> ToMacRatio(Blueprint dense, int side, double ratio)
    {
        var cost = QuadraticCost.Macs(dense, side);
        var scores = dense.Widths.ToDictionary(w => w.Key, w => Enumerable.Range(0, w.Value).Select(c => (c + .5) / w.Value).ToArray());
        return ChannelSelection.Choose(dense, scores, cost, ratio * cost.OfDense(dense));
    }

    /// <summary>The same with as many channels kept as a multiple of some number, and the MACs at the target or below.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyCollection<int>> ToMacRatio(Blueprint dense, int side, double ratio, int multiple)
    {
        var target = ratio * NetworkCosts.Of(dense, side, side).Macs;
        var share = Enumerable.Range(1, 1000).Select(i => i / 1000.0).Where(s => NetworkCosts.Of(Cut(s), side, side).Macs <= target).Max();
        return dense.Widths.ToDictionary(w => w.Key, w => (IReadOnlyCollection<int>)[.. Enumerable.Range(Kept(w.Value, share), w.Value - Kept(w.Value, share))]);

        Blueprint Cut(double kept) => dense with { Widths = dense.Widths.ToImmutableDictionary(w => w.Key, w => Kept(w.Value, kept)) };

        int Kept(int width, double kept) =>
            Math.Clamp((int)Math.Round(kept * width / multiple, MidpointRounding.AwayFromZero) * multiple, Math.Min(multiple, width), width);
    }
}
