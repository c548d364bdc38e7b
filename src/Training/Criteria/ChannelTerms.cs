using AdaSapSweep.Training.Networks;
using TorchSharp;
using Names = AdaSapSweep.Stages.Criteria;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Criteria;

/// <summary>What each layer of a group says of the group's channels, before the layers are reduced to one score.</summary>
internal static class ChannelTerms
{
    /// <returns>The weights of which row c makes channel c: those of producers and, of a depthwise convolution, the channel's own filter.</returns>
    public static IEnumerable<string> Rows(ChannelGroup group) => [.. group.With(MemberRole.Producer), .. group.With(MemberRole.Depthwise)];

    /// <returns>One (channels) a layer: of <c>taylor</c> signed, else at least 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No criterion of a network's tensors.</exception>
    public static IEnumerable<Tensor> Of(
        string criterion, ChannelGroup group, IReadOnlyDictionary<string, Tensor> weights, IReadOnlyDictionary<string, Tensor>? gradients)
    {
        return criterion switch
        {
            Names.L1 => OfRows(w => w.abs()),
            Names.L2 => OfRows(w => w.square()).Select(s => s.sqrt()),
            Names.BnScale => Scales(group, weights),
            Names.Fpgm => Rows(group).Select(name => Distances(weights[name].detach())),
            Names.TaylorWeight => Products(Rows(group)).Select(p => RowSums(p.square())),
            Names.TaylorWeightAbs => Products(Rows(group)).Select(p => RowSums(p.abs())),
            Names.Taylor or Names.Latency => Gates(group, names => Products(names).Select(RowSums)),
            _ => throw new ArgumentOutOfRangeException(nameof(criterion), criterion, "not a criterion of a network's tensors"),
        };

        IEnumerable<Tensor> OfRows(Func<Tensor, Tensor> size) => Rows(group).Select(name => RowSums(size(weights[name].detach())));

        IEnumerable<Tensor> Products(IEnumerable<string> names) => names.Select(name => weights[name].detach().mul(gradients![name]));
    }

    /// <returns>(rows): the sum over all that a row holds.</returns>
    public static Tensor RowSums(Tensor rows) => rows.shape.Length == 1 ? rows : rows.flatten(1).sum(1);

    /// <summary>He et al. 2019: the sum of the distances to the layer's other filters; the smallest is the most redundant.</summary>
    private static Tensor Distances(Tensor weight)
    {
        using var rows = weight.flatten(1);
        // A matrix product would lose the digits of small distances, and those are what the criterion is about.
        return cdist(rows, rows, 2, compute_mode.donot_use_mm_for_euclid_dist).sum(1);
    }

    /// <summary>|gamma|. Where no batch norm scales the channel: the rows' norm over the layer's mean, which is 1 for a mean channel as a fresh gamma is.</summary>
    private static IEnumerable<Tensor> Scales(ChannelGroup group, IReadOnlyDictionary<string, Tensor> weights)
    {
        string[] norms = [.. group.With(MemberRole.NormScale)];
        if (norms.Length > 0) return norms.Select(name => weights[name].detach().abs());
        return Rows(group).Select(name =>
        {
            var size = RowSums(weights[name].detach().square()).sqrt();
            return size.div(size.mean().clamp_min(1e-30));
        });
    }

    /// <summary>A term a batch norm, or a term a producer with its bias where there is none.</summary>
    private static IEnumerable<Tensor> Gates(ChannelGroup group, Func<IEnumerable<string>, IEnumerable<Tensor>> sums)
    {
        string[] scales = [.. group.With(MemberRole.NormScale)];
        if (scales.Length > 0) return sums(scales).Zip(sums(group.With(MemberRole.NormShift)), (scale, shift) => scale.add(shift));
        var biases = group.With(MemberRole.ProducerBias).ToHashSet();
        return Rows(group).Select(row => sums(biases.Contains(BiasOf(row)) ? [row, BiasOf(row)] : [row]).Aggregate((a, b) => a.add(b)));
    }

    private static string BiasOf(string weight) => weight[..(weight.LastIndexOf('.') + 1)] + "bias";
}
