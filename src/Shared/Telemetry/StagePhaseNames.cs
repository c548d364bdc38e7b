namespace AdaSapSweep.Shared.Telemetry;

/// <summary>What an attempt at a stage does at a moment: exactly one of these, so that their times add up to the attempt's.</summary>
public static class StagePhaseNames
{
    /// <summary>Reading and decoding images, reading the parent's network or the own checkpoint.</summary>
    public const string Load = "load";

    public const string Train = "train";

    /// <summary>Choosing and removing channels, within training.</summary>
    public const string Prune = "prune";

    /// <summary>Writing a checkpoint or the finished network.</summary>
    public const string Checkpoint = "checkpoint";

    public const string Evaluate = "evaluate";

    public static readonly IReadOnlyList<string> All = [Load, Train, Prune, Checkpoint, Evaluate];
}
