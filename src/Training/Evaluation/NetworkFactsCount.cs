using System.Globalization;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Evaluation;

/// <summary>Counts what a network has and what of it is zero.</summary>
internal static class NetworkFactsCount
{
    /// <summary>Below this share of zeros they are chance: no mask made them, and a layer's share says nothing.</summary>
    private const double LeastSparsity = 0.001;

    /// <param name="side">Pixels of a side of the images.</param>
    /// <param name="notes">Of the network's file.</param>
    public static NetworkFacts Measure(Network network, int side, IReadOnlyDictionary<string, string> notes)
    {
        var blueprint = network.Blueprint;
        var costs = NetworkCosts.Of(blueprint, side, side);
        var dense = NetworkCosts.Of(blueprint with { Widths = blueprint.DenseWidths }, side, side);
        var weights = network.Parameters.Where(p => p.Value.shape.Length >= 2).ToDictionary(p => LayerOf(p.Key), p => (Count: p.Value.numel(), Zeros: Zeros(p.Value)), StringComparer.Ordinal);
        var (count, zeros) = (weights.Values.Sum(w => w.Count), weights.Values.Sum(w => w.Zeros));
        double Sparsity(string layer) => weights.TryGetValue(layer, out var w) ? (double)w.Zeros / w.Count : 0;
        return new NetworkFacts
        {
            Parameters = costs.Parameters,
            DenseParameters = dense.Parameters,
            Macs = costs.Macs,
            DenseMacs = dense.Macs,
            PrunableWeights = count,
            PrunableTensors = weights.Count,
            ZeroWeights = zeros,
            SparseMacs = SparseMacs.Of(costs, layer => 1 - Sparsity(layer)),
            LayerSparsity = zeros < LeastSparsity * count ? [] : [.. weights.Keys.Select(layer => KeyValuePair.Create(layer, Sparsity(layer)))],
            TrainingMacs = Noted(notes, FileNotes.TrainingMacs),
            TrainingMacsOfPaper = Noted(notes, FileNotes.TrainingMacsOfPaper),
        };
    }

    private static string LayerOf(string parameter) => parameter[..parameter.LastIndexOf('.')];

    private static long Zeros(Tensor weight)
    {
        using var scope = NewDisposeScope();
        return weight.eq(0).sum().item<long>();
    }

    private static double? Noted(IReadOnlyDictionary<string, string> notes, string name) =>
        double.TryParse(notes.GetValueOrDefault(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0 ? value : null;
}
