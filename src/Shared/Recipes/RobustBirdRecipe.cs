using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>Robust Bird (arXiv 2202.09844): find an early-bird ticket by cheap dense training, then train that ticket adversarially.</summary>
public sealed class RobustBirdRecipe : IRecipe
{
    /// <summary>Of the cyclic schedule, in the official code.</summary>
    private const double UsualPeak = 0.4;

    public string Method => "robust-bird";

    public string Doc => "Early-bird ticket from cheap dense training, then adversarial training of the static mask, or of the channels that are left.";

    public IReadOnlyList<string> Keys { get; } =
    [
        "epochs", "sparsity", "search_epochs", "search_training", "search_sparsities", "ticket", "ticket_window", "ticket_distance",
        .. AdversarialParts.Keys, .. DistillationParts.Keys,
    ];

    public IReadOnlyList<RecipeStage> Path { get; } =
    [
        .. DistillationParts.Teachers,
        new(StageKinds.TicketSearch, trial => DistillationParts.PassingOn(trial, Search(trial))),
        new(StageKinds.SparseTrain, trial => DistillationParts.Student(trial, Train(trial), fresh: false)),
        new(StageKinds.Evaluate, Evaluate),
    ];

    private static TrainingSettings Search(RecipeInput trial)
    {
        var settings = trial.Settings;
        var watched = Watched(settings);
        return StageParts.Training(trial, "search_epochs", UsualPeak) with
        {
            Attack = SearchAttack(settings),
            TicketSearch = new()
            {
                Sparsity = watched is null ? settings.Number("sparsity") : null,
                Sparsities = watched,
                Ticket = OfChannels(settings) ? TicketForms.Channels : null,
                Window = settings.WholeNumber("ticket_window"),
                Distance = settings.Number("ticket_distance"),
            },
        };
    }

    private static TrainingSettings Train(RecipeInput trial)
    {
        var settings = trial.Settings;
        var train = AdversarialParts.Training(trial, "epochs", UsualPeak, AttackModes.Evaluation) with { Ticket = Watched(settings) is null ? null : settings.Number("sparsity") };
        return OfChannels(settings)
            ? train with { ChannelPruning = new() { Criterion = Criteria.BnScale, SizeRatio = SizeRatio(settings), Cuts = 1, Schedule = PruningSchedules.AtStart } }
            : train with { Mask = new() { Sparsity = settings.Number("sparsity"), Initial = InitialMasks.Magnitude } };
    }

    private static EvaluationSettings Evaluate(RecipeInput trial) => OfChannels(trial.Settings)
        ? StageParts.Evaluation(trial, best: true) with { AskedSizeRatio = SizeRatio(trial.Settings) }
        : StageParts.Evaluation(trial, sparsity: trial.Settings.Number("sparsity"), best: true);

    private static AttackSettings? SearchAttack(SettingValues settings) => settings.Find("search_training")?.Word switch
    {
        SearchTrainings.Pgd => AdversarialParts.Pgd(settings, AttackModes.Training),
        SearchTrainings.Fast => AdversarialParts.Fast(settings, AttackModes.Evaluation),
        _ => null,
    };

    /// <returns>Null where the trial's own sparsity is the only one: its search is the same stage with and without the key.</returns>
    private static EquatableList<double>? Watched(SettingValues settings)
    {
        double[] watched = [.. (settings.Find("search_sparsities")?.Numbers ?? Enumerable.Empty<double>()).Append(settings.Number("sparsity")).Distinct().Order()];
        return watched.Length == 1 ? null : new(watched);
    }

    private static bool OfChannels(SettingValues settings) => settings.Find("ticket")?.Word == TicketForms.Channels;

    /// <summary>Rounded, so that 0.8 leaves 0.2 and not the nearest that binary fractions subtract to.</summary>
    private static double SizeRatio(SettingValues settings) => Math.Round(1 - settings.Number("sparsity"), 12);
}
