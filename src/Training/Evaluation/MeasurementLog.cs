namespace AdaSapSweep.Training.Evaluation;

/// <summary>Collects numbers and sets aside those that are not finite or come with a reason against them.</summary>
internal sealed class MeasurementLog
{
    private readonly List<Measurement> _measurements;
    private readonly List<RejectedMeasurement> _rejected;
    private readonly string _prefix;

    public MeasurementLog()
        : this([], [], "")
    {
    }

    private MeasurementLog(List<Measurement> measurements, List<RejectedMeasurement> rejected, string prefix) =>
        (_measurements, _rejected, _prefix) = (measurements, rejected, prefix);

    public EvaluationResult Result => new(_measurements, _rejected);

    /// <summary>The same log, whose new names begin so.</summary>
    public MeasurementLog Under(string prefix) => new(_measurements, _rejected, _prefix + prefix);

    /// <returns>Null when it is not there or was set aside.</returns>
    public double? Find(string name)
    {
        var found = _measurements.FindIndex(m => m.Name == _prefix + name);
        return found < 0 ? null : _measurements[found].Value;
    }

    /// <summary>How much higher a number is in one log than in another; nothing where it is missing in either.</summary>
    public void AddDifference(string name, MeasurementLog of, MeasurementLog against, string number)
    {
        if (of.Find(number) is { } higher && against.Find(number) is { } lower) Add(name, higher - lower);
    }

    /// <param name="objection">Why the number is no result; null: it is one.</param>
    public void Add(string name, double value, string? objection = null, bool isTiming = false)
    {
        objection ??= double.IsFinite(value) ? null : "the value is not finite";
        if (objection is null) _measurements.Add(new Measurement(_prefix + name, value, isTiming));
        else _rejected.Add(new RejectedMeasurement(_prefix + name, value, objection));
    }
}
