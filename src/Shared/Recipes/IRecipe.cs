using System.Collections.ObjectModel;
using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>A method: how the configuration of a trial becomes a path of stages.</summary>
/// <remarks>
/// A stage's settings hold what the stage depends on and nothing else: a value that leaks in from an axis of a later
/// stage would keep trials from sharing it.
/// </remarks>
public interface IRecipe
{
    string Method { get; }

    /// <summary>What the method does, in one line of the reference.</summary>
    string Doc { get; }

    /// <summary>Keys of a grid that the method uses, beside the architecture and the training settings.</summary>
    IReadOnlyList<string> Keys { get; }

    /// <summary>Defaults of keys where they are the method's own.</summary>
    IReadOnlyDictionary<string, SettingValue> Defaults => ReadOnlyDictionary<string, SettingValue>.Empty;

    /// <summary>Decides by images held out: a sweep of it needs some.</summary>
    bool NeedsValidation => false;

    /// <summary>From the root to the evaluation; each kind of stage at most once.</summary>
    IReadOnlyList<RecipeStage> Path { get; }

    /// <summary>The stages of one trial, from the root to the evaluation.</summary>
    IReadOnlyList<StageStep> Stages(ResolvedTrial trial)
    {
        var input = new RecipeInput(trial.Grid, trial.Point);
        return [.. Path.Select(stage => (stage.Kind, Settings: stage.Settings(input))).Where(s => s.Settings is not null).Select(s => new StageStep(s.Kind, s.Settings!))];
    }
}

/// <summary>One stage of a method.</summary>
/// <param name="Settings">A pure function of what it reads; null when the trial leaves the stage out.</param>
public sealed record RecipeStage(string Kind, Func<RecipeInput, IStageSettings?> Settings);

/// <summary>One stage of a path, before it has a key.</summary>
public sealed record StageStep(string Kind, IStageSettings Settings);
