using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Actors;

/// <summary>A report comes from another process: its size, its names and its path are checked before anything is recorded.</summary>
internal static class OutcomeCheck
{
    private const int MostNumbers = 200_000;
    private const int LongestName = 100;

    /// <summary>Null when the outcome can be recorded, else what is wrong with it.</summary>
    public static string? Problem(StageKey stage, StageOutcome outcome)
    {
        if (outcome.Epochs.IsDefault || outcome.Measurements.IsDefault || outcome.Rejected.IsDefault) return "the report lacks a list";
        if (outcome.Epochs.Length + outcome.Measurements.Length + outcome.Rejected.Length > MostNumbers) return $"the report holds more than {MostNumbers} numbers";
        if (outcome.Epochs.Any(m => m.Epoch < 1)) return "the report has an epoch below 1";
        var names = outcome.Epochs.Select(m => m.Name).Concat(outcome.Measurements.Select(m => m.Name)).Concat(outcome.Rejected.Select(m => m.Name));
        if (names.Any(n => string.IsNullOrEmpty(n) || n.Length > LongestName)) return "the report has a metric without a usable name";
        if (outcome.Artifact is { } artifact && artifact.Path != ArtifactPaths.Artifact(stage)) return "the report's artifact is not the stage's";
        return null;
    }
}
