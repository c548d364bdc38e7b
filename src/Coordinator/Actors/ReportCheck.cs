using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Actors;

/// <summary>A report comes from another process: its size, its names and its path are checked before anything is recorded.</summary>
internal static class ReportCheck
{
    private const int MostNumbers = 200_000;
    private const int MostFacts = 100;
    private const int LongestName = 100;
    private const int LongestText = 2_000;
    private const int Sha256Digits = 64;

    /// <summary>Null when the outcome can be recorded, else what is wrong with it.</summary>
    /// <param name="hasChildren">Whether other stages go on from the stage's artifact.</param>
    public static string? Problem(StageKey stage, bool hasChildren, StageOutcome outcome)
    {
        if (outcome.Measurements.IsDefault || outcome.Rejected.IsDefault) return "the report lacks a list";
        if (Problem(outcome.Epochs) is { } problem) return problem;
        if (outcome.Epochs.Length + outcome.Measurements.Length + outcome.Rejected.Length > MostNumbers) return $"the report holds more than {MostNumbers} numbers";
        if (outcome.Measurements.Select(m => m.Name).Concat(outcome.Rejected.Select(m => m.Name)).Any(IsUnusable)) return "the report has a metric without a usable name";
        if (outcome.Rejected.Any(r => r.Reason.Length > LongestText)) return $"the report has a reason of more than {LongestText} characters";
        if (outcome.Provenance.Count > MostFacts || outcome.Provenance.Any(f => IsUnusable(f.Key) || f.Value.Length > LongestText)) return "the report says too much of its origin";
        if (!double.IsFinite(outcome.TrainSeconds) || outcome.TrainSeconds < 0) return "the report's time is none";
        return outcome.Artifact is { } artifact ? Problem(stage, artifact) : hasChildren ? "the report lacks the artifact that other stages need" : null;
    }

    /// <summary>Null when the numbers of finished epochs can be recorded, else what is wrong with them.</summary>
    public static string? Problem(ImmutableArray<EpochMetric> epochs)
    {
        if (epochs.IsDefault) return "the report lacks a list";
        if (epochs.Length > MostNumbers) return $"the report holds more than {MostNumbers} numbers";
        if (epochs.Any(m => m.Epoch < 1)) return "the report has an epoch below 1";
        return epochs.Any(m => IsUnusable(m.Name)) ? "the report has a metric without a usable name" : null;
    }

    /// <summary>The failure with its reason cut to a length that can be stored and shown; a kind that there is not is a crash.</summary>
    public static StageFailed Bounded(StageFailed failure) => failure with
    {
        Kind = Enum.IsDefined(failure.Kind) ? failure.Kind : FailureKind.Crash,
        Reason = failure.Reason.Length <= LongestText ? failure.Reason : failure.Reason[..LongestText],
    };

    private static string? Problem(StageKey stage, ArtifactRecord artifact)
    {
        if (artifact.Path != ArtifactPaths.Artifact(stage)) return "the report's artifact is not the stage's";
        return artifact.Bytes > 0 && artifact.Sha256.Length == Sha256Digits && artifact.Sha256.All(char.IsAsciiHexDigitLower)
            ? null
            : "the report's artifact has no size or no checksum";
    }

    private static bool IsUnusable(string? name) => string.IsNullOrEmpty(name) || name.Length > LongestName;
}
