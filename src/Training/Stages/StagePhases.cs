namespace AdaSapSweep.Training.Stages;

/// <summary>What a stage does at a moment: exactly one of these, and <see cref="Load"/> at its beginning.</summary>
public static class StagePhases
{
    /// <summary>Reading images, the parent's network or the own checkpoint.</summary>
    public const string Load = "load";

    public const string Train = "train";

    /// <summary>Choosing and removing channels, within training.</summary>
    public const string Prune = "prune";

    /// <summary>Writing a checkpoint or the finished network.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>Measuring a network, also on held out images between two epochs.</summary>
    public const string Evaluate = "evaluate";

    public static readonly IReadOnlyList<string> All = [Load, Train, Prune, Checkpoint, Evaluate];
}
