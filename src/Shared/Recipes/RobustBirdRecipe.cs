using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>Robust Bird (arXiv 2202.09844): find an early-bird mask by cheap dense training, then train that mask adversarially.</summary>
public sealed class RobustBirdRecipe : IRecipe
{
    public string Method => "robust-bird";

    public string Doc => "Early-bird ticket from clean training, then adversarial training of the static mask.";

    public IReadOnlyList<string> Keys { get; } =
        ["epochs", "sparsity", "search_epochs", "ticket_window", "ticket_distance", .. StageParts.AttackKeys];

    public IReadOnlyList<StageStep> Stages(ResolvedTrial trial)
    {
        var settings = trial.Settings;
        var sparsity = settings.Number("sparsity");
        var search = StageParts.Training(trial, "search_epochs") with
        {
            TicketSearch = new()
            {
                Sparsity = sparsity,
                Window = settings.WholeNumber("ticket_window"),
                Distance = settings.Number("ticket_distance"),
            },
        };
        var train = StageParts.Training(trial, "epochs") with
        {
            Attack = StageParts.Attack(settings),
            Mask = new() { Sparsity = sparsity, Initial = InitialMasks.Magnitude },
        };
        return [new(StageKinds.TicketSearch, search), new(StageKinds.SparseTrain, train), StageParts.Evaluate(trial, sparsity: sparsity)];
    }
}
