using System.Globalization;

namespace AdaSapSweep.Coordinator.Tracing;

/// <summary>
/// Which trials are traced in full. A sweep is one trace, so sampling by trace would be all or nothing; a trial is kept or left out with its attempts,
/// the same in every run.
/// </summary>
/// <param name="share">From 0 to 1.</param>
internal sealed class TrialSampling(double share)
{
    /// <summary>Stages that are traced without being asked for less: some hundred thousand spans.</summary>
    public const int MostStages = 10_000;

    private const string Sampler = "OTEL_TRACES_SAMPLER";
    private const string Argument = "OTEL_TRACES_SAMPLER_ARG";

    public double Share { get; } = Math.Clamp(share, 0, 1);

    /// <summary>The ratio of the standard variables where they name one, else as much as keeps a large sweep bounded.</summary>
    public static TrialSampling Of(int stages, Func<string, string?> variable)
    {
        if (variable(Sampler) is "traceidratio" or "parentbased_traceidratio")
        {
            var text = variable(Argument);
            return new(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1 ? ratio : 1);
        }
        return new(variable(Sampler) is "always_on" or "parentbased_always_on" ? 1 : (double)MostStages / Math.Max(stages, MostStages));
    }

    /// <param name="trial">64 hexadecimal digits, which are as good as random.</param>
    public bool Keeps(string trial) => uint.Parse(trial.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture) < Share * (1L << 32);
}
