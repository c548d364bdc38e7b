using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Masks;

/// <summary>
/// The mask of SynFlow (Tanaka et al. 2020). In round r of n the share D^(r/n) is kept and the rest is scored anew. It reads no image: the
/// scores are those of a copy with every tensor replaced by its absolute values, on one image of ones.
/// </summary>
internal static class SynapticFlow
{
    /// <param name="side">Pixels of a side of the image.</param>
    /// <param name="afterRound">Called after each round; may throw to stop.</param>
    /// <returns>For each convolution and linear weight tensor, in the order of the layers, true where a weight is kept.</returns>
    /// <exception cref="NotFiniteNumberException">A score is not a finite number.</exception>
    /// <exception cref="ArgumentException">Too few weights would stay.</exception>
    public static bool[][] Keep(Network network, int side, double sparsity, int rounds, int least, Action afterRound)
    {
        using var scope = NewDisposeScope();
        using var positive = Positive(network);
        (string Name, Tensor Weight)[] weights = [.. positive.PrunableWeights];
        var image = ones([1, 3, side, side], ScalarType.Float64, network.Device);
        var count = (int)weights.Sum(w => w.Weight.numel());
        bool[][] keep = [];
        for (var round = 1; round <= rounds; round++)
        {
            using var step = NewDisposeScope();
            var tensors = ConnectionScores.SynFlow([.. weights.Select(w => w.Weight)], () => positive.Forward(image, BatchNormMode.Eval).sum());
            double[][] scores = [.. tensors.Select(HostValues.Doubles)];
            // What is gone stays gone, also where a weight that is left scores zero.
            for (var layer = 0; layer < keep.Length; layer++) Lower(scores[layer], keep[layer]);
            keep = HighestScores.Keep(scores, Dropped(round), least);
            using var mask = SparseMask.Of(weights, keep);
            mask.Apply(name => positive.Parameters[name], _ => null);
            afterRound();
        }
        return keep;

        int Dropped(int round) => Magnitudes.RoundedShare(round == rounds ? sparsity : 1 - Math.Pow(1 - sparsity, (double)round / rounds), count);
    }

    /// <summary>
    /// A copy without negative numbers, in float64: outputs are products of sums over many layers and leave the range of float32. ReLU6
    /// becomes ReLU, since at such values nothing would flow through it; the image is not normalised, as an image of ones is what is asked for.
    /// </summary>
    private static Network Positive(Network network)
    {
        var blueprint = network.Blueprint with
        {
            Normalisation = InputNormalisation.None,
            Layers = [.. network.Blueprint.Layers.Select(layer => layer is BatchNorm { Activation: Activation.Relu6 } norm ? norm with { Activation = Activation.Relu } : layer)],
        };
        using var noGrad = no_grad();
        return new Network(blueprint, declared => network[declared.Name].detach().abs().to(ScalarType.Float64), network.Device, ScalarType.Float64);
    }

    private static void Lower(double[] scores, bool[] keep)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            if (!keep[i]) scores[i] = -1;
        }
    }
}
