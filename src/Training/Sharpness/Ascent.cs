using AdaSapSweep.Stages;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Sharpness;

/// <summary>
/// The step towards higher loss. With T = 1 (SAM) or |w| + eta (ASAM; 1 for a bias), per neuron eps_i = rho_i T_i^2 g_i / |T_i g_i|, so
/// that |T_i^-1 eps_i| = rho_i whatever the other neurons' gradients are; or with one norm over all perturbed parameters in the place of
/// the neuron's own. Sources: Foret et al. 2021, Kwon et al. 2021, Bair et al. 2024; which parts are our reading: docs/methods.md.
/// </summary>
public static class Ascent
{
    /// <summary>Below this norm a neuron stays where it is.</summary>
    private const double SmallestNorm = 1e-12;

    /// <param name="radii">By group: (neurons) or a scalar.</param>
    /// <param name="weights">Parameters with neurons along dimension 0.</param>
    /// <param name="gradients">Of the loss, by the names of the weights.</param>
    /// <returns>eps by weight. Nothing is read back from the device.</returns>
    public static Dictionary<string, Tensor> Of(
        IReadOnlyList<NeuronGroup> groups, IReadOnlyDictionary<string, Tensor> radii, IReadOnlyDictionary<string, Tensor> weights,
        IReadOnlyDictionary<string, Tensor> gradients, string metric, string normalisation, double eta)
    {
        var directions = groups.SelectMany(g => g.Weights).ToDictionary(
            name => name, name => Direction.Of(name, weights[name].detach(), gradients[name], metric, eta), StringComparer.Ordinal);
        var squares = Squares(groups, directions, normalisation);
        var steps = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var group in groups)
            foreach (var name in group.Weights)
            {
                var step = directions[name].Step;
                var factors = Over(radii[group.Name], squares(group, name).sqrt()).expand(step.shape[0]);
                steps.Add(name, step.mul(factors.reshape([step.shape[0], .. Enumerable.Repeat(1L, step.shape.Length - 1)])));
            }
        return steps;
    }

    /// <summary>Has T = 1 whatever the metric.</summary>
    internal static bool IsBias(string name) => name.EndsWith(".bias", StringComparison.Ordinal);

    /// <returns>From a group and one of its weights to the squared norm that its step is divided by: (neurons) or a scalar.</returns>
    private static Func<NeuronGroup, string, Tensor> Squares(
        IReadOnlyList<NeuronGroup> groups, Dictionary<string, Direction> directions, string normalisation)
    {
        if (normalisation == Normalisations.Row) return (_, name) => directions[name].SquaredNorms;
        var own = groups.ToDictionary(
            g => g.Name, g => g.Weights.Select(name => directions[name].SquaredNorms).Aggregate((a, b) => a.add(b)), StringComparer.Ordinal);
        if (normalisation == Normalisations.Neuron) return (group, _) => own[group.Name];
        if (normalisation != Normalisations.Global)
            throw new ArgumentOutOfRangeException(nameof(normalisation), normalisation, "not a normalisation");
        var whole = groups.Select(g => own[g.Name].sum()).Aggregate((a, b) => a.add(b));
        return (_, _) => whole;
    }

    /// <returns>radius / norm; 0 where the norm is too small to divide by.</returns>
    internal static Tensor Over(Tensor radius, Tensor norm)
    {
        var ratio = radius.div(norm);
        return where(norm.lt(SmallestNorm), zeros_like(ratio), ratio);
    }

    /// <param name="Step">T^2 g; of <c>scaled</c> T g.</param>
    /// <param name="SquaredNorms">|T g|^2 of each neuron.</param>
    private readonly record struct Direction(Tensor Step, Tensor SquaredNorms)
    {
        public static Direction Of(string name, Tensor weight, Tensor gradient, string metric, double eta)
        {
            if (metric == SharpnessMetrics.Sam || IsBias(name)) return new(gradient, SquaresOf(gradient));
            var scale = weight.abs().add(eta);
            var scaled = scale.mul(gradient);
            return metric switch
            {
                SharpnessMetrics.Asam => new(scale.mul(scaled), SquaresOf(scaled)),
                SharpnessMetrics.Scaled => new(scaled, SquaresOf(scaled)),
                _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "not a metric of sharpness"),
            };
        }

        private static Tensor SquaresOf(Tensor rows) => rows.shape.Length == 1 ? rows.square() : rows.square().flatten(1).sum(1);
    }
}
