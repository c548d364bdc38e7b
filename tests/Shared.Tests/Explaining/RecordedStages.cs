using System.Text;
using AdaSapSweep.Shared.Explaining;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Tests.Explaining;

/// <summary>What a store would have after plans were run one after the other, without the store.</summary>
internal sealed class RecordedStages
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<StageKey, KnownStage> _stages = [];
    private readonly Dictionary<StageKey, List<KnownTrial>> _trials = [];
    private readonly List<DateTimeOffset> _runs = [];
    private DateTimeOffset _now = Start;

    /// <summary>Stages that this plan brought, in the order of the plan.</summary>
    public IReadOnlyList<StageSpec> Run(SweepPlan plan, int run)
    {
        _runs.Add(_now);
        foreach (var trial in plan.Trials)
        {
            foreach (var key in trial.Stages)
            {
                if (!_trials.TryGetValue(key, out var through)) _trials.Add(key, through = []);
                through.Add(new($"run {run}", trial.Number, trial.Configuration));
            }
        }

        var added = plan.Stages.Where(s => !_stages.ContainsKey(s.Key)).ToList();
        foreach (var stage in added)
        {
            _now += TimeSpan.FromSeconds(1);
            _stages.Add(stage.Key, new(stage.Key, stage.Parent, stage.Kind, stage.RecipeVersion, Encoding.UTF8.GetBytes(stage.Settings), stage.DataFingerprint, _now));
        }

        _now += TimeSpan.FromMinutes(1);
        return added;
    }

    public StageCauses Causes() => new(new(_stages.Values, _runs), (key, _) => _trials.GetValueOrDefault(key)?[0]);

    public void ForgetTrials() => _trials.Clear();
}
