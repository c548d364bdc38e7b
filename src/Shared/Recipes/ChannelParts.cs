using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>What every method that removes channels has in common, so that its trials can be compared at equal epochs and equal size.</summary>
internal static class ChannelParts
{
    public static readonly IReadOnlyList<string> Keys =
        ["criterion", "group_reduction", "score_normalisation", "ranking", "score_momentum", .. KeptShare.Keys, KeptShare.LatencyBatch, "cuts", "pruning_schedule", "channel_multiple"];

    public static ChannelPruningSettings Pruning(SettingValues settings)
    {
        var ranking = Ranking(settings);
        return new()
        {
            Criterion = settings.Word("criterion"),
            SizeRatio = settings.Find(KeptShare.Parameters)?.Number,
            MacRatio = settings.Find(KeptShare.Macs)?.Number,
            LatencyRatio = settings.Find(KeptShare.Latency)?.Number,
            LatencyBatch = settings.Find(KeptShare.Latency) is null ? null : settings.WholeNumber(KeptShare.LatencyBatch),
            Cuts = settings.WholeNumber("cuts"),
            Schedule = settings.Word("pruning_schedule"),
            GroupReduction = GroupReduction(settings),
            // Shares of a group are the same whatever its scores are divided by.
            ScoreNormalisation = ranking is null ? Unless(settings, "score_normalisation", ScoreNormalisations.Default) : null,
            Ranking = ranking,
            ScoreMomentum = Criteria.FromGradients.Contains(settings.Word("criterion")) && settings.Find("score_momentum")?.Number is > 0 and var momentum
                ? momentum
                : null,
            Multiple = Multiple(settings),
        };
    }

    public static string? GroupReduction(SettingValues settings) =>
        settings.Word("criterion") == Criteria.Random ? null : Unless(settings, "group_reduction", GroupReductions.Default);

    public static EvaluationSettings Evaluation(RecipeInput trial) => StageParts.Evaluation(trial) with
    {
        // Whole bundles seldom meet a share exactly.
        AskedSizeRatio = Multiple(trial.Settings) is null ? trial.Settings.Find(KeptShare.Parameters)?.Number : null,
        AskedMacRatio = Multiple(trial.Settings) is null ? trial.Settings.Find(KeptShare.Macs)?.Number : null,
        AskedLatencyRatio = trial.Settings.Find(KeptShare.Latency)?.Number,
    };

    private static int? Multiple(SettingValues settings) => settings.Find("channel_multiple")?.WholeNumber is > 1 and var multiple ? (int)multiple : null;

    private static string? Ranking(SettingValues settings) => Unless(settings, "ranking", Rankings.Global);

    /// <summary>The default is left out, so that a key that is given it still means the same stage.</summary>
    private static string? Unless(SettingValues settings, string key, string usual) => settings.Find(key)?.Word is { } word && word != usual ? word : null;
}
