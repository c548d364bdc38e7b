using AdaSapSweep.Stages;

namespace AdaSapSweep.Training.Masks;

/// <summary>How a sparsity is spread over layers.</summary>
/// <remarks>
/// Densities are those of the official Flying Bird code, solved to the last bit. Counts are exact, also for the rules whose official
/// form is a coin toss for each weight. No layer is left empty.
/// </remarks>
public static class LayerBudget
{
    /// <summary>Zeros of each layer: floor(sparsity n) under <c>igq</c>, as in the official code, else rounded, half to even.</summary>
    /// <param name="kind">A name from <see cref="LayerBudgets"/>.</param>
    /// <param name="sparsity">Share of all the weights that are zero, in (0, 1).</param>
    public static long[] Zeros(string kind, IReadOnlyList<LayerShape> layers, double sparsity)
    {
        var densities = Densities(kind, layers, sparsity);
        return [.. layers.Select((layer, i) => Math.Clamp(Whole(kind, (1 - densities[i]) * layer.Count), 0, layer.Count - 1))];
    }

    /// <summary>Share of the weights that each layer keeps, in (0, 1].</summary>
    /// <exception cref="ArgumentException">Unknown kind, no layer, or a sparsity outside (0, 1).</exception>
    public static double[] Densities(string kind, IReadOnlyList<LayerShape> layers, double sparsity)
    {
        if (layers.Count == 0) throw new ArgumentException("there is no layer to spread a mask over");
        if (sparsity is not (> 0 and < 1)) throw new ArgumentException($"sparsity {sparsity} is not in (0, 1)");
        return kind switch
        {
            LayerBudgets.Uniform => [.. layers.Select(_ => 1 - sparsity)],
            LayerBudgets.Erk => Erk(layers, 1 - sparsity),
            LayerBudgets.Igq => Igq(layers, sparsity),
            _ => throw new ArgumentException($"layer budget '{kind}' is none of {string.Join(", ", LayerBudgets.All)}"),
        };
    }

    private static long Whole(string kind, double zeros) =>
        (long)(kind == LayerBudgets.Igq ? Math.Floor(zeros) : Math.Round(zeros, MidpointRounding.ToEven));

    /// <summary>Density in proportion to (sum of dimensions) / (product of dimensions); a layer that would exceed 1 is dense.</summary>
    private static double[] Erk(IReadOnlyList<LayerShape> layers, double density)
    {
        var raw = layers.Select(layer => layer.Dimensions.Sum() / (double)layer.Count).ToArray();
        var dense = new bool[layers.Count];
        while (true)
        {
            double wanted = 0, available = 0, largest = 0;
            for (var i = 0; i < raw.Length; i++)
            {
                wanted += dense[i] ? -layers[i].Count * (1 - density) : layers[i].Count * density;
                if (dense[i]) continue;
                available += raw[i] * layers[i].Count;
                largest = Math.Max(largest, raw[i]);
            }
            var scale = wanted / available;
            if (scale * largest <= 1) return [.. raw.Select((r, i) => dense[i] ? 1 : scale * r)];
            for (var i = 0; i < raw.Length; i++) dense[i] |= raw[i] == largest;
        }
    }

    /// <summary>density_i = 1 / (1 + F n_i), with the one F that gives the sparsity asked for.</summary>
    private static double[] Igq(IReadOnlyList<LayerShape> layers, double sparsity)
    {
        var target = sparsity * layers.Sum(layer => layer.Count);
        double low = 0, high = 1;
        while (ZerosAt(high) < target) high *= 2;
        var middle = high;
        while (true)
        {
            var next = low + (high - low) / 2;
            if (next == low || next == high) break;
            middle = next;
            var zeros = ZerosAt(middle);
            if (zeros == target) break;
            if (zeros < target) low = middle;
            else high = middle;
        }
        return [.. layers.Select(layer => 1 / (1 + middle * layer.Count))];

        double ZerosAt(double f) => layers.Sum(layer => layer.Count * (f * layer.Count / (1 + f * layer.Count)));
    }
}
