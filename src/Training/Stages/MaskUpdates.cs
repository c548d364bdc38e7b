using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Masks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>Prunes and grows a dynamic mask at the steps that its settings name.</summary>
internal sealed class MaskUpdates(MaskUpdateSettings settings, TrainingState state, int epochs, int stepsPerEpoch, string stageKey, IStageObserver observer)
{
    private readonly SparseMask _mask = state.Mask ?? throw new ArgumentException("a mask that moves is a mask", nameof(state));

    /// <param name="gradients">Of the step just done, masked positions included.</param>
    public void AfterStep(IReadOnlyDictionary<string, Tensor> gradients)
    {
        state.Growth?.Add(_mask.Names, gradients);
        if (!DeathRate.IsDue(state.Step, epochs, stepsPerEpoch, settings)) return;
        var rate = DeathRate.At(state.Step, (long)epochs * stepsPerEpoch, settings);
        var change = new MaskChange(rate) { ExcludesKilled = settings.Regrow == RegrowRules.Excluded };
        var random = SplitMix64.For(StageSeeds.Of(stageKey, StageSeeds.Mask, state.Step));
        if (settings.Adaptive is { } adaptive) Adapt(adaptive, change, gradients, random);
        else _mask.Update(change, state.Weight, state.Momentum, Growth(gradients), random);
        observer.Happened(StageEvents.MaskUpdated, new Dictionary<string, object> { ["step"] = state.Step, ["rate"] = rate });
    }

    private void Adapt(AdaptiveDensitySettings adaptive, MaskChange change, IReadOnlyDictionary<string, Tensor> gradients, SplitMix64 random)
    {
        var (losses, gaps) = RobustHistory.Of(state.History);
        var asked = AdaptiveDensity.Decide(losses, gaps, state.EpochsDone, epochs, adaptive);
        var (deeper, more) = _mask.Expected(change with { Deeper = adaptive.PruneRatio, More = adaptive.GrowthRatio });
        var made = AdaptiveDensity.Within(asked, _mask.Count - _mask.Zeros, deeper, more, _mask.Count, adaptive);
        change = change with { Deeper = made.Prune ? adaptive.PruneRatio : 0, More = made.Grow ? adaptive.GrowthRatio : 0 };
        var (died, grown) = _mask.Update(change, state.Weight, state.Momentum, Growth(gradients), random);
        observer.Happened(StageEvents.DensityDecided, new Dictionary<string, object>
        {
            ["step"] = state.Step,
            ["prune_share"] = asked.PruneShare,
            ["grow_share"] = asked.GrowShare,
            ["prune"] = made.Prune,
            ["grow"] = made.Grow,
            ["held_by_bounds"] = (asked.Prune, asked.Grow) != (made.Prune, made.Grow),
            ["died"] = died,
            ["grown"] = grown,
            ["density"] = 1 - (double)_mask.Zeros / _mask.Count,
        });
    }

    private Func<string, Tensor>? Growth(IReadOnlyDictionary<string, Tensor> gradients) => settings.Growth switch
    {
        GrowthRules.Gradient => name => gradients[name],
        GrowthRules.Momentum => name => state.Growth!.Buffers[name],
        GrowthRules.Random => null,
        _ => throw new ArgumentOutOfRangeException(nameof(gradients), settings.Growth, "not a rule of growth"),
    };
}
