using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Telemetry;

/// <summary>
/// Ids of the spans that others refer to, worked out from what they are about. So a span that died with its process can be told by
/// whoever knows of it from the store, and what was sent before hangs on it.
/// </summary>
public static class SpanIds
{
    public static ActivitySpanId OfRun(ActivityTraceId trace, int run) => Of(trace, string.Create(CultureInfo.InvariantCulture, $"run/{run}"));

    public static ActivitySpanId OfTrial(ActivityTraceId trace, int run, TrialId trial) => Of(trace, string.Create(CultureInfo.InvariantCulture, $"run/{run}/trial/{trial.Value}"));

    public static ActivitySpanId OfAttempt(ActivityTraceId trace, StageKey stage, AttemptNumber attempt) =>
        Of(trace, string.Create(CultureInfo.InvariantCulture, $"stage/{stage.Value}/{attempt.Value}"));

    private static ActivitySpanId Of(ActivityTraceId trace, string subject)
    {
        // Eight bytes of zero are no id; that a hash begins so will not be seen.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{trace.ToHexString()}/{subject}"));
        return ActivitySpanId.CreateFromBytes(hash.AsSpan(0, 8));
    }
}
