using AdaSapSweep.Stages;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Sharpness;

/// <summary>AdaSAP's radii: the least important neuron is pushed furthest, the most important one least; or, as an ablation, the other way round.</summary>
public static class Radii
{
    /// <summary>rho_i = rho_max - (s_i - s_min) / (s_max - s_min) (rho_max - rho_min); all rho_max where s_max = s_min.</summary>
    /// <param name="scores">By prunable group: (neurons).</param>
    /// <param name="scope"><c>layer</c>: s_min and s_max of the neuron's own group. <c>global</c>: of all groups.</param>
    /// <param name="order"><c>important</c>: rho_min and rho_max change places in the formula; equal scores still give rho_max.</param>
    /// <returns>By group: (neurons) for a prunable one, else a scalar, the mean of all prunable neurons' radii.</returns>
    public static Dictionary<string, Tensor> Of(
        IReadOnlyList<NeuronGroup> groups, IReadOnlyDictionary<string, Tensor> scores, double rhoMin, double rhoMax, string scope,
        string order = RadiusOrders.Unimportant)
    {
        Tensor[] own = [.. groups.Where(g => g.IsPrunable).Select(g => scores[g.Name])];
        var everything = IsGlobal(scope) ? cat(own) : null;
        var radii = groups.Where(g => g.IsPrunable).ToDictionary(g => g.Name, RadiiOf, StringComparer.Ordinal);
        var mean = cat([.. groups.Where(g => g.IsPrunable).Select(g => radii[g.Name])]).mean();
        foreach (var group in groups.Where(g => !g.IsPrunable)) radii.Add(group.Name, mean);
        return radii;

        Tensor RadiiOf(NeuronGroup group)
        {
            var all = everything ?? scores[group.Name];
            return Map(scores[group.Name], all.min(), all.max(), rhoMin, rhoMax, order);
        }
    }

    /// <returns>The same radius for every neuron, as scalars.</returns>
    public static Dictionary<string, Tensor> Uniform(IReadOnlyList<NeuronGroup> groups, double rho, Tensor like)
    {
        var radius = full([], rho, like.dtype, like.device);
        return groups.ToDictionary(g => g.Name, _ => radius, StringComparer.Ordinal);
    }

    internal static bool IsGlobal(string scope) => scope switch
    {
        ScoreScopes.Global => true,
        ScoreScopes.Layer => false,
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, "not a scope of scores"),
    };

    /// <param name="lowest">s_min: a scalar, or one for each score.</param>
    /// <param name="highest">s_max, likewise.</param>
    internal static Tensor Map(Tensor scores, Tensor lowest, Tensor highest, double rhoMin, double rhoMax, string order)
    {
        var (first, last) = order switch
        {
            RadiusOrders.Unimportant => (rhoMax, rhoMin),
            RadiusOrders.Important => (rhoMin, rhoMax),
            _ => throw new ArgumentOutOfRangeException(nameof(order), order, "not an order of radii"),
        };
        var range = highest.sub(lowest);
        var mapped = scores.sub(lowest).div(range).mul(last - first).add(first);
        return where(range.gt(0), mapped, full_like(scores, rhoMax));
    }
}
