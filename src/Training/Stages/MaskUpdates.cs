using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Masks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>Prunes and grows a dynamic mask at the steps that its settings name.</summary>
internal sealed class MaskUpdates(MaskUpdateSettings settings, TrainingState state, long steps, string stageKey, IStageObserver observer)
{
    /// <param name="gradients">Of the step just done, masked positions included.</param>
    public void AfterStep(IReadOnlyDictionary<string, Tensor> gradients)
    {
        if (!DeathRate.IsDue(state.Step, steps, settings)) return;
        var rate = DeathRate.At(state.Step, steps, settings);
        var random = SplitMix64.For(StageSeeds.Of(stageKey, StageSeeds.Mask, state.Step));
        state.Mask!.Update(rate, state.Weight, state.Momentum, Growth(gradients), random);
        observer.Happened(StageEvents.MaskUpdated, new Dictionary<string, object> { ["step"] = state.Step, ["rate"] = rate });
    }

    private Func<string, Tensor>? Growth(IReadOnlyDictionary<string, Tensor> gradients) => settings.Growth switch
    {
        GrowthRules.Gradient => name => gradients[name],
        GrowthRules.Random => null,
        _ => throw new ArgumentOutOfRangeException(nameof(gradients), settings.Growth, "not a rule of growth"),
    };
}
