using AdaSapSweep.Training.Evaluation;

namespace AdaSapSweep.Training.Stages;

/// <param name="Epochs">Of all epochs of the stage, those before a resume included.</param>
/// <param name="OutputFile">Null for an evaluation.</param>
/// <param name="Sha256">Of the output, 64 hexadecimal digits; null without one.</param>
/// <param name="Bytes">Of the output.</param>
/// <param name="Seconds">Wall time of this run, not of runs before a resume.</param>
public sealed record StageResult(
    IReadOnlyList<EpochValue> Epochs, IReadOnlyList<Measurement> Measurements, IReadOnlyList<RejectedMeasurement> Rejected,
    string? OutputFile, string? Sha256, long Bytes, double Seconds)
{
    /// <summary>JSON of the times that channels were cut by; null: they were cut by something else, or not at all.</summary>
    public string? LatencyTable { get; init; }
}
