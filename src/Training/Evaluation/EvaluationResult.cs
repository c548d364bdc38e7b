namespace AdaSapSweep.Training.Evaluation;

/// <summary>A number that may be stored as a result: its preconditions hold.</summary>
/// <param name="IsTiming">It depends on the machine and its load.</param>
public sealed record Measurement(string Name, double Value, bool IsTiming);

/// <summary>A number that must not be taken for a result, and why.</summary>
public sealed record RejectedMeasurement(string Name, double Value, string Reason);

public sealed record EvaluationResult(IReadOnlyList<Measurement> Measurements, IReadOnlyList<RejectedMeasurement> Rejected);
