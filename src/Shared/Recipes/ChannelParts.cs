using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>What every method that removes channels has in common, so that its trials can be compared at equal epochs and equal size.</summary>
internal static class ChannelParts
{
    public static readonly IReadOnlyList<string> Keys = ["criterion", "size_ratio", "cuts", "pruning_schedule"];

    public static ChannelPruningSettings Pruning(SettingValues settings) => new()
    {
        Criterion = settings.Word("criterion"),
        SizeRatio = settings.Number("size_ratio"),
        Cuts = settings.WholeNumber("cuts"),
        Schedule = settings.Word("pruning_schedule"),
    };

    public static EvaluationSettings Evaluation(RecipeInput trial) => StageParts.Evaluation(trial, sizeRatio: trial.Settings.Number("size_ratio"));
}
