using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>Trials as random paths, and edits of them.</summary>
internal sealed class RandomTree : IEdits
{
    private readonly Chance _chance;
    private readonly int _roots;
    private readonly int _middles;
    private readonly int _leaves;
    private readonly Stack<List<string>> _earlier = [];
    private List<string> _paths;

    public RandomTree(Chance chance)
    {
        _chance = chance;
        (_roots, _middles, _leaves) = (chance.Between(1, 3), chance.Between(1, 3), chance.Between(1, 3));
        _paths = [.. Enumerable.Range(0, chance.Between(1, 9)).Select(_ => Path()).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Every beginning of every path, once: what the stages of the plan come to, however it is made.</summary>
    public IReadOnlySet<StageKey> Stages() =>
        _paths.SelectMany(path => path.Split(' ') is var names ? names.Select((_, i) => Plans.Key($"/{string.Join('/', names.Take(i + 1))}")) : []).ToHashSet();

    /// <summary>A trial is the same in each plan that has its path.</summary>
    public SweepPlan Plan()
    {
        var plan = Plans.Of([.. _paths]);
        return plan with { Trials = [.. plan.Trials.Zip(_paths, (trial, path) => new TrialSpec(TrialId.Of(path), trial.Number, trial.Method, trial.Configuration, trial.Axes, trial.Stages))] };
    }

    /// <summary>Adds trials, drops some, or takes an edit back; at least one trial stays.</summary>
    public void Edit()
    {
        if (_earlier.Count > 0 && _chance.Percent(20))
        {
            _paths = _earlier.Pop();
            return;
        }
        _earlier.Push(_paths);
        var kept = _chance.Some(_paths, 70);
        var added = Enumerable.Range(0, _chance.Between(0, 4)).Select(_ => Path());
        _paths = [.. kept.Concat(added).Distinct(StringComparer.Ordinal)];
        if (_paths.Count == 0) _paths.Add(Path());
    }

    private string Path()
    {
        var (root, middle, leaf) = (_chance.Between(1, _roots), _chance.Between(1, _middles), _chance.Between(1, _leaves));
        return _chance.Between(1, 5) switch
        {
            1 => $"r{root} leaf{leaf}",
            2 => $"r{root} m{middle} n{leaf} leaf{leaf}",
            _ => $"r{root} m{middle} leaf{leaf}",
        };
    }
}
