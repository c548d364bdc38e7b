using System.Collections.Immutable;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Training.Networks;

/// <summary>
/// A network without its weights: its layers, how many channels each group has now, and where option-A shortcuts lead. Immutable;
/// removing channels gives another blueprint, so that counts can be tried before any tensor is touched.
/// </summary>
public sealed record Blueprint
{
    public required string Architecture { get; init; }

    /// <summary>A name from <see cref="Stems"/>: the form of an architecture that has two.</summary>
    public required string Stem { get; init; }

    public required int Classes { get; init; }

    public required InputNormalisation Normalisation { get; init; }

    /// <summary>How fresh weights are drawn.</summary>
    public required Initialisation Initialisation { get; init; }

    public required ImmutableArray<Layer> Layers { get; init; }

    public required IReadOnlyList<ChannelGroup> Groups { get; init; }

    /// <summary>Channels of each group before any cut.</summary>
    public required ImmutableDictionary<string, int> DenseWidths { get; init; }

    /// <summary>Channels of each group now.</summary>
    public required ImmutableDictionary<string, int> Widths { get; init; }

    /// <summary>By <see cref="Addition"/>: for each channel of the sum, the shortcut channel that reaches it, or -1.</summary>
    public required ImmutableDictionary<string, ImmutableArray<int>> Maps { get; init; }

    /// <summary>By layer: the values that nothing reads after it.</summary>
    internal ImmutableArray<ImmutableArray<int>> LastReads { get; private init; }

    /// <param name="widths">Channels of each group that the layers mention.</param>
    internal static Blueprint Create(
        NetworkIdentity identity, Initialisation initialisation, IEnumerable<Layer> layers, IReadOnlyDictionary<string, int> widths)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(identity.Classes, 2, "classes");
        ImmutableArray<Layer> all = [.. layers];
        var dense = widths.ToImmutableDictionary(StringComparer.Ordinal);
        return new Blueprint
        {
            Architecture = identity.Architecture,
            Stem = identity.Stem,
            Classes = identity.Classes,
            Normalisation = identity.Normalisation,
            Initialisation = initialisation,
            Layers = all,
            LastReads = ValueLifetimes.Of(all),
            Groups = ChannelGroups.Of(all),
            DenseWidths = dense,
            Widths = dense,
            Maps = MapsOf(all, dense),
        };
    }

    /// <summary>The same layers as they would have been laid out at other widths. The dense widths stay.</summary>
    internal Blueprint OfWidths(ImmutableDictionary<string, int> widths) => this with { Widths = widths, Maps = MapsOf(Layers, widths) };

    /// <summary>Channels of a group; null, the input: 3.</summary>
    public int WidthOf(string? group) => group is null ? 3 : Widths[group];

    /// <summary>The same network without some channels of one group.</summary>
    /// <param name="channels">Current indices; distinct, and not all of them.</param>
    /// <exception cref="ArgumentException">An index is out of range, or none would be left.</exception>
    public Blueprint Without(string group, IReadOnlyCollection<int> channels)
    {
        var width = Widths[group];
        var gone = channels.ToHashSet();
        if (gone.Any(c => c < 0 || c >= width))
            throw new ArgumentException($"group '{group}' has channels 0..{width - 1}", nameof(channels));
        if (gone.Count >= width) throw new ArgumentException($"group '{group}' would lose all {width} channels", nameof(channels));

        var maps = Maps;
        foreach (var addition in Layers.OfType<Addition>().Where(a => a.IsMapped))
        {
            if (addition.ShortcutGroup == group) maps = maps.SetItem(addition.Name, WithoutSources(maps[addition.Name], gone));
            if (addition.Group == group) maps = maps.SetItem(addition.Name, [.. maps[addition.Name].Where((_, target) => !gone.Contains(target))]);
        }
        return this with { Widths = Widths.SetItem(group, width - gone.Count), Maps = maps };
    }

    private static ImmutableDictionary<string, ImmutableArray<int>> MapsOf(ImmutableArray<Layer> layers, ImmutableDictionary<string, int> widths) =>
        layers.OfType<Addition>().Where(a => a.IsMapped).ToImmutableDictionary(
            a => a.Name, a => CentredMap(widths[a.ShortcutGroup], widths[a.Group]), StringComparer.Ordinal);

    /// <summary>Old channel c lands on c + (wide - narrow) / 2, as in the paper's zero padding of a quarter in front and behind.</summary>
    private static ImmutableArray<int> CentredMap(int narrow, int wide)
    {
        var front = (wide - narrow) / 2;
        return [.. Enumerable.Range(0, wide).Select(c => c >= front && c < front + narrow ? c - front : -1)];
    }

    private static ImmutableArray<int> WithoutSources(ImmutableArray<int> map, HashSet<int> gone) =>
        [.. map.Select(source => source < 0 || gone.Contains(source) ? -1 : source - gone.Count(g => g < source))];
}
