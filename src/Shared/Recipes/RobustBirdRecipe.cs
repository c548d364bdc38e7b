using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>Robust Bird (arXiv 2202.09844): find an early-bird mask by cheap dense training, then train that mask adversarially.</summary>
public sealed class RobustBirdRecipe : IRecipe
{
    public string Method => "robust-bird";

    public string Doc => "Early-bird ticket from clean training, then adversarial training of the static mask.";

    public IReadOnlyList<string> Keys { get; } =
        ["epochs", "sparsity", "search_epochs", "ticket_window", "ticket_distance", .. StageParts.AttackKeys];

    public IReadOnlyList<RecipeStage> Path { get; } =
    [
        new(StageKinds.TicketSearch, Search),
        new(StageKinds.SparseTrain, Train),
        new(StageKinds.Evaluate, trial => StageParts.Evaluation(trial, sparsity: trial.Settings.Number("sparsity"), best: true)),
    ];

    private static TrainingSettings Search(RecipeInput trial) => StageParts.Training(trial, "search_epochs") with
    {
        TicketSearch = new()
        {
            Sparsity = trial.Settings.Number("sparsity"),
            Window = trial.Settings.WholeNumber("ticket_window"),
            Distance = trial.Settings.Number("ticket_distance"),
        },
    };

    private static TrainingSettings Train(RecipeInput trial) => StageParts.Adversarial(trial, "epochs") with
    {
        Mask = new() { Sparsity = trial.Settings.Number("sparsity"), Initial = InitialMasks.Magnitude },
    };
}
