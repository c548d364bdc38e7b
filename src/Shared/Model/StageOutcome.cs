using System.Collections.Immutable;

namespace AdaSapSweep.Shared.Model;

/// <summary>A named number of one epoch (1-based), as <c>loss</c> or <c>accuracy</c>; may be NaN or infinite when training diverged.</summary>
public sealed record EpochMetric(int Epoch, string Name, double Value);

/// <summary>A named result of a stage.</summary>
/// <param name="IsTiming">True for wall-clock figures, the only ones that differ between two runs of the same stage.</param>
public sealed record Measurement(string Name, double Value, bool IsTiming);

/// <summary>A number that was not accepted as a result, and why.</summary>
public sealed record RejectedMeasurement(string Name, double Value, string Reason);

/// <summary>The file that a stage leaves for its children.</summary>
/// <param name="Path">Relative to the artifact folder.</param>
public sealed record ArtifactRecord(string Path, long Bytes, string Sha256);

/// <summary>What a stage that succeeded hands over, whole: epochs trained before a kill come from the checkpoint.</summary>
public sealed record StageOutcome(
    ImmutableArray<EpochMetric> Epochs,
    ImmutableArray<Measurement> Measurements,
    ImmutableArray<RejectedMeasurement> Rejected,
    ArtifactRecord? Artifact,
    double TrainSeconds,
    ImmutableSortedDictionary<string, string> Provenance);
