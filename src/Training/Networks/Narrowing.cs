using System.Collections.Immutable;

namespace AdaSapSweep.Training.Networks;

/// <summary>A narrower network of the same layers: every width times one factor. Its dense widths stay those of the whole one, so that it is measured against that.</summary>
public static class Narrowing
{
    /// <summary>
    /// The one of the networks of <see cref="By"/> whose parameters come nearest to those that a mask leaves of the whole network: the prunable
    /// weights that are not zero, and all biases and batch norms. Of two as near the smaller one.
    /// </summary>
    /// <param name="sparsity">Of the mask, in (0, 1).</param>
    public static Blueprint Like(Blueprint dense, double sparsity)
    {
        if (sparsity is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(sparsity), sparsity, "a sparsity is in (0, 1)");
        var target = ParametersLeft(dense, sparsity);
        // No width falls when the factor grows, so neither does the count.
        double low = 0, high = 1;
        while (true)
        {
            var middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) break;
            if (NetworkCosts.ParametersOf(By(dense, middle)) <= target) low = middle;
            else high = middle;
        }
        var (smaller, larger) = (By(dense, low), By(dense, high));
        return NetworkCosts.ParametersOf(larger) - target < target - NetworkCosts.ParametersOf(smaller) ? larger : smaller;
    }

    /// <summary>Every width times the factor, rounded, half to even, and at least 1.</summary>
    /// <param name="factor">In [0, 1].</param>
    public static Blueprint By(Blueprint dense, double factor) => dense.OfWidths(
        dense.DenseWidths.ToImmutableDictionary(w => w.Key, w => Math.Max(1, (int)Math.Round(factor * w.Value, MidpointRounding.ToEven)), StringComparer.Ordinal));

    /// <summary>Parameters of the dense network less the weights that a mask sets to zero.</summary>
    internal static long ParametersLeft(Blueprint dense, double sparsity)
    {
        var prunable = TensorDeclaration.Of(dense).Where(t => t.Kind == TensorKind.Weight).Sum(t => t.Shape.Aggregate(1L, (product, size) => product * size));
        return NetworkCosts.ParametersOf(dense) - (long)Math.Round(sparsity * prunable, MidpointRounding.ToEven);
    }
}
