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

    /// <summary>From the root to the evaluation; a pure function.</summary>
    IReadOnlyList<StageStep> Stages(ResolvedTrial trial);
}

/// <summary>One stage of a path, before it has a key.</summary>
public sealed record StageStep(string Kind, IStageSettings Settings);
