using System.Collections.Immutable;

namespace AdaSapSweep.Shared.Model;

/// <summary>Everything that a sweep file asks for: trials, and the stage tree that they share.</summary>
/// <param name="Stages">Each stage once; parents come before their children.</param>
public sealed record SweepPlan(
    string Name,
    string DataName,
    ImmutableArray<TrialSpec> Trials,
    ImmutableArray<StageSpec> Stages)
{
    /// <summary>Where the second test set lies, as the sweep file has it; null: there is none. No key depends on it.</summary>
    public string? ShiftedFolder { get; init; }

    /// <summary>Stages that would run if no trial shared anything.</summary>
    public int StagesWithoutSharing => Trials.Sum(t => t.StageCount);

    public double Work => Stages.Sum(s => s.Work);

    /// <summary>Works out all keys and ids on all cores, for whoever is going to ask for them.</summary>
    public SweepPlan WithKeys()
    {
        // Each one works out those of its parents that are not there yet; they come first, so that this is seldom.
        Parallel.For(0, Stages.Length, i => _ = Stages[i].Key);
        Parallel.For(0, Trials.Length, i => _ = Trials[i].Id);
        return this;
    }
}
