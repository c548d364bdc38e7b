using AdaSapSweep.Training.Networks;
using Names = AdaSapSweep.Stages.Criteria;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Criteria;

/// <summary>
/// Importance of every channel of every group, on the device of the network: larger means keep. Coupled channels have one score.
/// </summary>
public static class ChannelScores
{
    /// <summary>Does the criterion need gradients, or the weights alone?</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of <see cref="Names.All"/>.</exception>
    public static bool NeedsGradients(string criterion) => criterion switch
    {
        Names.L2 => false,
        Names.Taylor => true,
        _ => throw new ArgumentOutOfRangeException(nameof(criterion), criterion, "not a criterion"),
    };

    /// <summary>
    /// s_c = sqrt(sum over the group's producers of the squares of row c). The root makes it a norm: of all the rows put end to end.
    /// </summary>
    /// <returns>By group: (channels), at least 0.</returns>
    public static Dictionary<string, Tensor> L2(IReadOnlyList<ChannelGroup> groups, IReadOnlyDictionary<string, Tensor> weights) =>
        groups.ToDictionary(
            g => g.Name,
            g => g.With(MemberRole.Producer).Select(name => weights[name].detach().square().flatten(1).sum(1)).Aggregate((a, b) => a.add(b)).sqrt(),
            StringComparer.Ordinal);

    /// <summary>
    /// s_c = |sum over the group's batch norms of (gamma_c dL/dgamma_c + beta_c dL/dbeta_c)|: the first-order change of the loss when
    /// the channel goes (Shen et al., HALP; equal to a gate after batch norm). The signed sum comes first, because the changes add up.
    /// </summary>
    /// <remarks>Not the rows' sum of w dL/dw: that is about 0 in front of a batch norm, which takes the scale out.</remarks>
    /// <returns>By group: (channels), at least 0.</returns>
    public static Dictionary<string, Tensor> Taylor(
        IReadOnlyList<ChannelGroup> groups, IReadOnlyDictionary<string, Tensor> weights, IReadOnlyDictionary<string, Tensor> gradients) =>
        groups.ToDictionary(
            g => g.Name,
            g => GateParameters(g).Select(name => weights[name].detach().mul(gradients[name])).Aggregate((a, b) => a.add(b)).abs(),
            StringComparer.Ordinal);

    /// <returns>The parameters whose gradients <see cref="Taylor"/> reads.</returns>
    public static IEnumerable<string> GateParameters(ChannelGroup group) =>
        [.. group.With(MemberRole.NormScale), .. group.With(MemberRole.NormShift)];

    /// <summary>
    /// Makes scores of different groups comparable where the criterion does not: a norm is divided by its group's mean; a loss change
    /// already is in one unit.
    /// </summary>
    public static double[] ForGlobalRanking(string criterion, double[] scores)
    {
        if (NeedsGradients(criterion)) return scores;
        var mean = scores.Average();
        return mean > 0 ? [.. scores.Select(s => s / mean)] : scores;
    }
}
