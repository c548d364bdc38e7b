namespace AdaSapSweep.Training.Evaluation;

/// <summary>Collects numbers and sets aside those that are not finite or come with a reason against them.</summary>
internal sealed class MeasurementLog
{
    private readonly List<Measurement> _measurements = [];
    private readonly List<RejectedMeasurement> _rejected = [];

    public EvaluationResult Result => new(_measurements, _rejected);

    /// <param name="objection">Why the number is no result; null: it is one.</param>
    public void Add(string name, double value, string? objection = null, bool isTiming = false)
    {
        objection ??= double.IsFinite(value) ? null : "the value is not finite";
        if (objection is null) _measurements.Add(new Measurement(name, value, isTiming));
        else _rejected.Add(new RejectedMeasurement(name, value, objection));
    }
}
