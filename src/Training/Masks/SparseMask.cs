using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Masks;

/// <summary>
/// Masks over the convolution and linear weights of a network, by parameter name. They are decided on the host, where a tie has one
/// answer whatever the device, and lie on the device as ones and zeros.
/// </summary>
public sealed class SparseMask : IDisposable
{
    private readonly List<(string Name, bool[] Flags, Tensor Ones)> _layers = [];
    private (ParameterLayout Layout, Tensor Ones)? _grouped;

    private SparseMask(IEnumerable<(string Name, Tensor Weight, bool[] Flags)> layers)
    {
        foreach (var (name, weight, flags) in layers) _layers.Add((name, flags, OnDevice(flags, weight)));
    }

    /// <summary>uint8 (weights) by name: what a checkpoint keeps. The holder disposes them.</summary>
    public IReadOnlyList<(string Name, Tensor Flags)> Saved =>
        [.. _layers.Select(layer => (layer.Name, AsBytes(layer.Flags)))];

    /// <summary>Weights under the mask, kept or not.</summary>
    public long Count => _layers.Sum(layer => (long)layer.Flags.Length);

    public long Zeros => _layers.Sum(layer => (long)(layer.Flags.Length - MaskUpdate.Active(layer.Flags)));

    /// <summary>Updates so far.</summary>
    public int Changes { get; private set; }

    public IEnumerable<string> Names => _layers.Select(layer => layer.Name);

    /// <summary>A mask drawn before training: the zeros of each layer by a budget, their places at random.</summary>
    /// <param name="kind">A name from <see cref="AdaSapSweep.Stages.LayerBudgets"/>.</param>
    public static SparseMask Random(IReadOnlyList<(string Name, Tensor Weight)> weights, string kind, double sparsity, SplitMix64 random)
    {
        var zeros = LayerBudget.Zeros(kind, [.. weights.Select(w => new LayerShape(w.Name, w.Weight.shape))], sparsity);
        return new SparseMask(weights.Select((w, i) => (w.Name, w.Weight, Draw((int)w.Weight.numel(), (int)zeros[i], random))));
    }

    /// <summary>Robust Bird's mask: exactly round(sparsity N) of the smallest weights of all layers together are zero.</summary>
    /// <param name="least">Weights that every layer keeps however small they are.</param>
    public static SparseMask Magnitude(IReadOnlyList<(string Name, Tensor Weight)> weights, double sparsity, int least = 0)
    {
        if (least > 0)
        {
            using var scope = NewDisposeScope();
            double[][] sizes = [.. weights.Select(w => HostValues.Doubles(w.Weight.detach().abs()))];
            return Of(weights, HighestScores.Keep(sizes, Magnitudes.RoundedShare(sparsity, sizes.Sum(s => s.Length)), least));
        }
        var all = HostValues.Joined([.. weights.Select(w => w.Weight)]);
        var keep = Magnitudes.DropSmallest(all, Magnitudes.RoundedShare(sparsity, all.Length));
        var start = 0;
        return new SparseMask([.. weights.Select(w => (w.Name, w.Weight, keep[start..(start += (int)w.Weight.numel())]))]);
    }

    /// <param name="keep">For each weight tensor, true where a weight is kept.</param>
    public static SparseMask Of(IReadOnlyList<(string Name, Tensor Weight)> weights, IReadOnlyList<bool[]> keep) =>
        new([.. weights.Select((w, i) => (w.Name, w.Weight, keep[i]))]);

    /// <summary>The mask of a checkpoint, from <see cref="Saved"/>.</summary>
    /// <exception cref="ArgumentException">Names or sizes are not those of the weights.</exception>
    public static SparseMask Restore(IReadOnlyList<(string Name, Tensor Weight)> weights, IReadOnlyDictionary<string, Tensor> saved) =>
        new([.. weights.Select(w => (w.Name, w.Weight, Flags(w.Name, w.Weight, saved)))]);

    /// <summary>Multiplies weights, and momentum where there is any, in place.</summary>
    /// <param name="weight">The parameter of that name.</param>
    /// <param name="momentum">Its momentum buffer; null before the first step or without momentum.</param>
    public void Apply(Func<string, Tensor> weight, Func<string, Tensor?> momentum)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (var (name, _, mask) in _layers)
        {
            weight(name).mul_(mask);
            momentum(name)?.mul_(mask);
        }
    }

    /// <summary>The same over all parameters at once.</summary>
    /// <param name="momentum">All buffers in one, laid out alike; null before the first step.</param>
    internal void Apply(GroupedParameters parameters, Tensor? momentum)
    {
        using var frozen = no_grad();
        var ones = Grouped(parameters.Layout);
        parameters.Buffer.mul_(ones);
        momentum?.mul_(ones);
    }

    /// <returns>One and zero for each weight, and ones for all that is under no mask. In the mask's keeping.</returns>
    internal Tensor Grouped(ParameterLayout layout)
    {
        if (_grouped is var (own, ones) && own == layout) return ones;
        using var scope = NewDisposeScope();
        var all = layout.Gather(name => _layers.Find(layer => layer.Name == name).Ones, rest: 1).DetachFromDisposeScope();
        for (var i = 0; i < _layers.Count; i++)
        {
            var (name, flags, before) = _layers[i];
            before.Dispose();
            // A view: an update of the layer is one of the whole.
            _layers[i] = (name, flags, layout.View(all, name).DetachFromDisposeScope());
        }
        _grouped?.Ones.Dispose();
        _grouped = (layout, all);
        return all;
    }

    /// <summary>
    /// Flying Bird's update of every layer: prune the smallest, grow others, then mask weights and momentum again. Unless the change says
    /// otherwise the number of active weights of each layer stays exactly what it was. A weight killed and regrown keeps its value and
    /// momentum; a new one starts at zero.
    /// </summary>
    /// <param name="scores">By name: what growth goes by, the largest in size first, masked positions included; null grows at random.</param>
    /// <returns>How many died and were grown in all layers together.</returns>
    public (long Died, long Grown) Update(
        MaskChange change, Func<string, Tensor> weight, Func<string, Tensor?> momentum, Func<string, Tensor>? scores, SplitMix64 random)
    {
        var (died, grown) = (0L, 0L);
        foreach (var (name, flags, mask) in _layers)
        {
            using var scope = NewDisposeScope();
            Func<ReadOnlySpan<float>>? scoresOf = scores is null ? null : () => HostValues.Of(scores(name));
            var (gone, come) = LayerUpdate.Run(flags, HostValues.Of(weight(name)), change, scoresOf, random);
            (died, grown) = (died + gone, grown + come);
            mask.copy_(AsTensor(flags, mask));
        }
        Changes++;
        Apply(weight, momentum);
        return (died, grown);
    }

    /// <summary>How many more than it replaces a change kills in all layers, and how many more it grows; ties aside.</summary>
    public (long Deeper, long More) Expected(MaskChange change)
    {
        var (deeper, more) = (0L, 0L);
        foreach (var (_, flags, _) in _layers)
        {
            var replaced = MaskUpdate.DeathCount(flags, change.Rate);
            if (replaced == 0) continue;
            deeper += Math.Min(change.DeeperOf(MaskUpdate.Active(flags)), MaskUpdate.Active(flags) - replaced);
            more += change.GrownFor(replaced) - replaced;
        }
        return (deeper, more);
    }

    /// <summary>Share of a weight's entries that are kept, in [0, 1]; 1 for one that is not under the mask.</summary>
    public double DensityOf(string name) => _layers.Find(layer => layer.Name == name).Flags is { } flags ? (double)MaskUpdate.Active(flags) / flags.Length : 1;

    /// <summary>A copy of the flags of a layer, in the order of its weights; true is kept.</summary>
    public bool[] FlagsOf(string name) => [.. _layers.Find(layer => layer.Name == name).Flags];

    public void Dispose()
    {
        foreach (var layer in _layers) layer.Ones.Dispose();
        _grouped?.Ones.Dispose();
    }

    private static bool[] Draw(int count, int zeros, SplitMix64 random)
    {
        var flags = new bool[count];
        Array.Fill(flags, true);
        flags.AsSpan(0, zeros).Clear();
        random.Shuffle(flags.AsSpan());
        return flags;
    }

    private static bool[] Flags(string name, Tensor weight, IReadOnlyDictionary<string, Tensor> saved)
    {
        if (!saved.TryGetValue(name, out var flags) || flags.numel() != weight.numel())
            throw new ArgumentException($"the saved mask has no entry '{name}' of {weight.numel()} flags");
        using var scope = NewDisposeScope();
        return Array.ConvertAll(flags.to(ScalarType.Byte).cpu().contiguous().data<byte>().ToArray(), flag => flag != 0);
    }

    private static Tensor AsBytes(bool[] flags) =>
        tensor(Array.ConvertAll(flags, kept => kept ? (byte)1 : (byte)0), [flags.Length], ScalarType.Byte);

    private static Tensor OnDevice(bool[] flags, Tensor weight)
    {
        using var scope = NewDisposeScope();
        return AsTensor(flags, weight).to(weight.dtype).DetachFromDisposeScope();
    }

    /// <returns>bool, of the shape and on the device of the other, as bytes are soonest there.</returns>
    private static Tensor AsTensor(bool[] flags, Tensor like) => tensor(flags, like.shape).to(like.device);
}
