using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>Every method; a new one is a new file and a line here.</summary>
public static class RecipeList
{
    public static readonly IReadOnlyList<IRecipe> All =
    [
        new SgdRecipe(), new SharpnessRecipe(SharpnessMetrics.Sam), new SharpnessRecipe(SharpnessMetrics.Asam),
        new AdaSapRecipe(), new PruningBaselineRecipe(null), new PruningBaselineRecipe(SharpnessMetrics.Sam), new PruningBaselineRecipe(SharpnessMetrics.Asam),
        new RobustBirdRecipe(), new FlyingBirdRecipe(adaptive: false), new AdversarialRecipe(),
        new StaticSparseRecipe(), new OneShotMagnitudeRecipe(), new SmallDenseRecipe(), new FlyingBirdRecipe(adaptive: true),
    ];

    public static readonly IReadOnlyList<string> Methods = [.. All.Select(r => r.Method)];

    /// <exception cref="ArgumentException">No such method.</exception>
    public static IRecipe Find(string method) =>
        All.FirstOrDefault(r => r.Method == method) ?? throw new ArgumentException($"no method '{method}'", nameof(method));
}
