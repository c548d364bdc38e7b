using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Planning;

/// <summary>Every stage of a plan once, in the order in which they are first asked for.</summary>
internal sealed class StageTreeBuilder
{
    private readonly ImmutableArray<StageSpec>.Builder _stages = ImmutableArray.CreateBuilder<StageSpec>();

    /// <summary>By the place of the parent.</summary>
    private readonly List<StageSpec?> _firstChild = [];

    /// <summary>Those that are neither the first child of their parent nor the first of their content, which are found without a look-up.</summary>
    private readonly Dictionary<(int Parent, StageContent Content), StageSpec> _others = [];

    public StageSpec Child(StageSpec? parent, StageContent content)
    {
        if (parent is not null && _firstChild[parent.Place] is { } child && child.Content == content) return child;
        if (content.First is { } first && first.PlannedParent == parent) return first;
        if (content.First is null || (parent is not null && _firstChild[parent.Place] is null)) return Add(parent, content);
        var place = (parent?.Place ?? -1, content);
        if (!_others.TryGetValue(place, out var stage)) _others.Add(place, stage = Add(parent, content));
        return stage;
    }

    public ImmutableArray<StageSpec> Finish() => _stages.DrainToImmutable();

    private StageSpec Add(StageSpec? parent, StageContent content)
    {
        var stage = new StageSpec(content, parent, _stages.Count);
        if (parent is not null) _firstChild[parent.Place] ??= stage;
        if (content.First is null) content.First = stage;
        else content.IsShared = true;
        _stages.Add(stage);
        _firstChild.Add(null);
        return stage;
    }
}
