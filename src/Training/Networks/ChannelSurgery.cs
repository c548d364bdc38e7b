using static TorchSharp.torch;

namespace AdaSapSweep.Training.Networks;

/// <summary>
/// Removes channels for good: every tensor of their group is replaced by a smaller one, and so is whatever shadows it (momentum,
/// masks). The function of the network is that of the dense one with those channels masked; see docs/methods.md.
/// </summary>
public static class ChannelSurgery
{
    /// <param name="channels">By group: current indices to remove; distinct, and never all of a group.</param>
    /// <param name="shadows">Dictionaries whose entries have the shapes of the network's tensors of the same name.</param>
    /// <exception cref="ArgumentException">An index is out of range, or a group would be left empty; nothing was changed.</exception>
    public static void Remove(
        Network network, IReadOnlyDictionary<string, IReadOnlyCollection<int>> channels, params IDictionary<string, Tensor>[] shadows)
    {
        var blueprint = channels.Aggregate(network.Blueprint, (b, c) => b.Without(c.Key, c.Value));
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var cuts = CutsOf(network.Blueprint, channels, network.Device);
        network.Become(blueprint, cuts.ToDictionary(c => c.Key, c => Cut(network[c.Key], c.Value)));
        foreach (var shadow in shadows)
            foreach (var (name, cut) in cuts)
                if (shadow.TryGetValue(name, out var old))
                {
                    shadow[name] = Cut(old, cut).DetachFromDisposeScope();
                    old.Dispose();
                }
    }

    private static Tensor Cut(Tensor whole, List<(int Dimension, Tensor Kept)> cuts) =>
        cuts.Aggregate(whole.detach(), (rest, cut) => rest.index_select(cut.Dimension, cut.Kept));

    /// <returns>By tensor: along which dimension which slices stay.</returns>
    private static Dictionary<string, List<(int Dimension, Tensor Kept)>> CutsOf(
        Blueprint before, IReadOnlyDictionary<string, IReadOnlyCollection<int>> channels, Device device)
    {
        var cuts = new Dictionary<string, List<(int, Tensor)>>(StringComparer.Ordinal);
        foreach (var group in before.Groups.Where(g => channels.TryGetValue(g.Name, out var gone) && gone.Count > 0))
            foreach (var member in group.Members)
            {
                if (!cuts.TryGetValue(member.Tensor, out var list)) cuts.Add(member.Tensor, list = []);
                list.Add((member.Dimension, Kept(before.Widths[group.Name], channels[group.Name], member.SlicesPerChannel, device)));
            }
        return cuts;
    }

    private static Tensor Kept(int width, IReadOnlyCollection<int> gone, int slices, Device device)
    {
        var lost = gone.ToHashSet();
        var kept = Enumerable.Range(0, width).Where(c => !lost.Contains(c))
            .SelectMany(c => Enumerable.Range(c * slices, slices)).Select(slice => (long)slice).ToArray();
        return tensor(kept, [kept.Length], ScalarType.Int64).to(device);
    }
}
