using AdaSapSweep.Stages;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Sharpness;

/// <summary>
/// The step towards higher loss. With T = 1 (SAM) or |w| + eta (ASAM), per neuron eps_i = rho_i T_i^2 g_i / |T_i g_i|, so that
/// |T_i^-1 eps_i| = rho_i whatever the other neurons' gradients are; or with one norm over all perturbed weights in the place of
/// the neuron's own. Sources: Foret et al. 2021, Kwon et al. 2021, Bair et al. 2024; which parts are our reading: docs/methods.md.
/// </summary>
public static class Ascent
{
    /// <summary>Below this norm a neuron stays where it is.</summary>
    private const double SmallestNorm = 1e-12;

    /// <param name="radii">By group: (neurons) or a scalar.</param>
    /// <param name="weights">Weights with neurons along dimension 0.</param>
    /// <param name="gradients">Of the loss, by the names of the weights.</param>
    /// <returns>eps by weight. Nothing is read back from the device.</returns>
    public static Dictionary<string, Tensor> Of(
        IReadOnlyList<NeuronGroup> groups, IReadOnlyDictionary<string, Tensor> radii, IReadOnlyDictionary<string, Tensor> weights,
        IReadOnlyDictionary<string, Tensor> gradients, string metric, string normalisation, double eta)
    {
        var perNeuron = normalisation switch
        {
            Normalisations.Neuron => true,
            Normalisations.Global => false,
            _ => throw new ArgumentOutOfRangeException(nameof(normalisation), normalisation, "not a normalisation"),
        };
        var directions = groups.SelectMany(g => g.Weights).ToDictionary(
            name => name, name => Direction.Of(weights[name].detach(), gradients[name], metric, eta), StringComparer.Ordinal);
        var squares = groups.ToDictionary(
            g => g.Name, g => g.Weights.Select(name => directions[name].SquaredRowNorms).Aggregate((a, b) => a.add(b)), StringComparer.Ordinal);
        var whole = perNeuron ? null : groups.Select(g => squares[g.Name].sum()).Aggregate((a, b) => a.add(b));

        var steps = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            var factors = Over(radii[group.Name], (whole ?? squares[group.Name]).sqrt()).expand(squares[group.Name].shape[0]);
            foreach (var name in group.Weights)
            {
                var step = directions[name].Step;
                steps.Add(name, step.mul(factors.reshape([step.shape[0], .. Enumerable.Repeat(1L, step.shape.Length - 1)])));
            }
        }
        return steps;
    }

    private static Tensor Over(Tensor radius, Tensor norm)
    {
        var ratio = radius.div(norm);
        return where(norm.lt(SmallestNorm), zeros_like(ratio), ratio);
    }

    /// <param name="Step">T^2 g.</param>
    /// <param name="SquaredRowNorms">|T g|^2 of each row.</param>
    private readonly record struct Direction(Tensor Step, Tensor SquaredRowNorms)
    {
        public static Direction Of(Tensor weight, Tensor gradient, string metric, double eta)
        {
            switch (metric)
            {
                case SharpnessMetrics.Sam:
                    return new(gradient, RowSums(gradient));
                case SharpnessMetrics.Asam:
                    var scale = weight.abs().add(eta);
                    var scaled = scale.mul(gradient);
                    return new(scale.mul(scaled), RowSums(scaled));
                default:
                    throw new ArgumentOutOfRangeException(nameof(metric), metric, "not a metric of sharpness");
            }
        }

        private static Tensor RowSums(Tensor rows) => rows.square().flatten(1).sum(1);
    }
}
