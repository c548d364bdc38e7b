using System.Collections.Immutable;
using AdaSapSweep.Shared.Planning;
using AdaSapSweep.Shared.Recipes;

namespace AdaSapSweep.Shared.Model;

/// <summary>One point of an expanded grid and the path of stages that makes it.</summary>
/// <remarks>A planned one writes its texts and lists its keys when it is asked, anew at each call.</remarks>
public sealed record TrialSpec
{
    private readonly Given? _given;
    private readonly ResolvedTrial? _trial;
    private readonly TrialAxes? _axes;
    private readonly ImmutableArray<StageKey> _stages;

    public TrialSpec(TrialId id, int number, string method, string configuration, string axes, ImmutableArray<StageKey> stages)
    {
        _given = new(id, method, configuration, axes);
        (Number, _stages) = (number, stages);
    }

    internal TrialSpec(ResolvedTrial trial, int number, TrialAxes axes, StageSpec last) => (_trial, Number, _axes, Last) = (trial, number, axes, last);

    public TrialId Id => _given?.Id ?? _trial!.Id;

    /// <summary>From 1, in the order of the sweep file.</summary>
    public int Number { get; }

    /// <summary>The recipe's name.</summary>
    public string Method => _given?.Method ?? _trial!.Method;

    /// <summary>Canonical JSON of every resolved value; its hash is the trial's id.</summary>
    public string Configuration => _given?.Configuration ?? _trial!.Configuration();

    /// <summary>Canonical JSON of the values that vary within the sweep, the method and the seed included; what people call the trial by.</summary>
    public string Axes => _given?.Axes ?? _axes!.Of(_trial!);

    /// <summary>From the root to the evaluation.</summary>
    public ImmutableArray<StageKey> Stages
    {
        get => _stages.IsDefault ? [.. Path().Reverse().Select(s => s.Key)] : _stages;
        init => _stages = value;
    }

    /// <summary>The end of the path.</summary>
    public StageKey LastStage => _stages.IsDefault ? Last!.Key : _stages[^1];

    public int StageCount => _stages.IsDefault ? Path().Count() : _stages.Length;

    /// <summary>The last stage of a planned trial.</summary>
    internal StageSpec? Last { get; }

    /// <summary>The stages of a planned trial, from the last to the root.</summary>
    internal IEnumerable<StageSpec> Path()
    {
        for (var stage = Last; stage is not null; stage = stage.PlannedParent) yield return stage;
    }

    private sealed record Given(TrialId Id, string Method, string Configuration, string Axes);
}
