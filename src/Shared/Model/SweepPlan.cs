using System.Collections.Immutable;

namespace AdaSapSweep.Shared.Model;

/// <summary>One point of an expanded grid and the path of stages that makes it.</summary>
/// <param name="Number">From 1, in the order of the sweep file.</param>
/// <param name="Method">The recipe's name.</param>
/// <param name="Configuration">Canonical JSON of every resolved value; its hash is the trial's id.</param>
/// <param name="Axes">Canonical JSON of the values that vary within the sweep, the method and the seed included; what people call the trial by.</param>
/// <param name="Stages">From the root to the evaluation.</param>
public sealed record TrialSpec(
    TrialId Id,
    int Number,
    string Method,
    string Configuration,
    string Axes,
    ImmutableArray<StageKey> Stages);

/// <summary>Everything that a sweep file asks for: trials, and the stage tree that they share.</summary>
/// <param name="Stages">Each stage once; parents come before their children.</param>
public sealed record SweepPlan(
    string Name,
    string DataName,
    ImmutableArray<TrialSpec> Trials,
    ImmutableArray<StageSpec> Stages)
{
    /// <summary>Stages that would run if no trial shared anything.</summary>
    public int StagesWithoutSharing => Trials.Sum(t => t.Stages.Length);

    public double Work => Stages.Sum(s => s.Work);

    public double WorkWithoutSharing
    {
        get
        {
            var work = Stages.ToDictionary(s => s.Key, s => s.Work);
            return Trials.Sum(t => t.Stages.Sum(key => work[key]));
        }
    }
}
