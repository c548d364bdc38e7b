using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;
using Names = AdaSapSweep.Stages.Criteria;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Criteria;

/// <summary>
/// Importance of every channel of every group, on the device of the network: larger means keep. Coupled channels have one score. Formulas,
/// sources and what is ours: docs/methods.md.
/// </summary>
public static class ChannelScores
{
    /// <summary>Does the criterion need gradients, or the weights alone?</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of <see cref="Names.All"/>.</exception>
    public static bool NeedsGradients(string criterion) => Names.All.Contains(criterion)
        ? Names.FromGradients.Contains(criterion)
        : throw new ArgumentOutOfRangeException(nameof(criterion), criterion, "not a criterion");

    /// <returns>The parameters whose gradients the criterion reads; none for one of the weights alone.</returns>
    public static IEnumerable<string> GradientsRead(string criterion, ChannelGroup group) => criterion switch
    {
        Names.Taylor or Names.Latency => GateParameters(group),
        Names.TaylorWeight or Names.TaylorWeightAbs => ChannelTerms.Rows(group),
        _ => [],
    };

    /// <param name="criterion">Any but <c>random</c>, which reads no network.</param>
    /// <param name="gradients">Of the mean loss of a batch, at least those of <see cref="GradientsRead"/>.</param>
    /// <param name="reduction">A word of <see cref="GroupReductions"/>; null: the criterion's own.</param>
    /// <returns>By group: (channels), at least 0.</returns>
    public static Dictionary<string, Tensor> Of(
        string criterion, IReadOnlyList<ChannelGroup> groups, IReadOnlyDictionary<string, Tensor> weights,
        IReadOnlyDictionary<string, Tensor>? gradients = null, string? reduction = null)
    {
        if (reduction is null or GroupReductions.Default)
            switch (criterion)
            {
                case Names.L2: return L2(groups, weights);
                case Names.Taylor or Names.Latency: return Taylor(groups, weights, Needed(gradients));
                default: reduction = criterion == Names.BnScale ? GroupReductions.Mean : GroupReductions.Sum; break;
            }
        return groups.ToDictionary(
            g => g.Name, g => Reduced([.. ChannelTerms.Of(criterion, g, weights, gradients).Select(term => term.abs())], reduction), StringComparer.Ordinal);
    }

    /// <summary>
    /// s_c = sqrt(sum over the group's layers of the squares of row c). The root makes it a norm: of all the rows put end to end.
    /// </summary>
    /// <returns>By group: (channels), at least 0.</returns>
    public static Dictionary<string, Tensor> L2(IReadOnlyList<ChannelGroup> groups, IReadOnlyDictionary<string, Tensor> weights) =>
        groups.ToDictionary(
            g => g.Name,
            g => ChannelTerms.Rows(g).Select(name => ChannelTerms.RowSums(weights[name].detach().square())).Aggregate((a, b) => a.add(b)).sqrt(),
            StringComparer.Ordinal);

    /// <summary>
    /// s_c = |sum over the group's batch norms of (gamma_c dL/dgamma_c + beta_c dL/dbeta_c)|: the first-order change of the loss when
    /// the channel goes (Shen et al., HALP; equal to a gate after batch norm). The signed sum comes first, because the changes add up.
    /// </summary>
    /// <remarks>
    /// Not the rows' sum of w dL/dw where there is a batch norm: that takes the scale out, so the sum is about 0. Without one the same gate
    /// is the sum of w dL/dw over the rows and their biases.
    /// </remarks>
    /// <returns>By group: (channels), at least 0.</returns>
    public static Dictionary<string, Tensor> Taylor(
        IReadOnlyList<ChannelGroup> groups, IReadOnlyDictionary<string, Tensor> weights, IReadOnlyDictionary<string, Tensor> gradients) =>
        groups.ToDictionary(
            g => g.Name,
            g => GateParameters(g).Select(name => ChannelTerms.RowSums(weights[name].detach().mul(gradients[name]))).Aggregate((a, b) => a.add(b)).abs(),
            StringComparer.Ordinal);

    /// <returns>The parameters whose gradients <see cref="Taylor"/> reads: of the batch norms, or, in a group without one, rows and biases.</returns>
    public static IEnumerable<string> GateParameters(ChannelGroup group)
    {
        string[] norms = [.. group.With(MemberRole.NormScale), .. group.With(MemberRole.NormShift)];
        return norms.Length > 0 ? norms : [.. ChannelTerms.Rows(group), .. group.With(MemberRole.ProducerBias)];
    }

    private static Tensor Reduced(Tensor[] terms, string reduction)
    {
        if (terms.Length == 1) return terms[0];
        var stacked = stack(terms);
        return reduction switch
        {
            GroupReductions.Sum => stacked.sum(dim: 0),
            GroupReductions.Mean => stacked.mean([0]),
            GroupReductions.Max => stacked.amax([0]),
            _ => throw new ArgumentOutOfRangeException(nameof(reduction), reduction, "not a reduction of coupled channels"),
        };
    }

    private static IReadOnlyDictionary<string, Tensor> Needed(IReadOnlyDictionary<string, Tensor>? gradients) =>
        gradients ?? throw new ArgumentNullException(nameof(gradients), "the criterion reads gradients");
}
