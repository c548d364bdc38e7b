using System.Collections.Immutable;
using System.Diagnostics;

namespace AdaSapSweep.Shared.Telemetry;

/// <summary>W3C traceparent text, as messages and the store carry it: <see cref="Activity.Current"/> does not cross a mailbox.</summary>
public static class TraceContext
{
    private const int MaxLength = 128;

    /// <summary>Links beyond this are left out: a stage that thousands of trials share is not made slow by saying so.</summary>
    public const int MaxLinks = 128;

    /// <summary>The context that a text names; the default, which starts a trace of its own, for a text that is empty, too long or malformed.</summary>
    public static ActivityContext Parse(string? traceParent) =>
        traceParent is { Length: > 0 and <= MaxLength } &&
        ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var context)
            ? context
            : default;

    /// <summary>Empty for the default context.</summary>
    public static string Format(ActivityContext context) =>
        context.TraceId == default || context.SpanId == default ? "" : $"00-{context.TraceId}-{context.SpanId}-{(int)context.TraceFlags & 0xff:x2}";

    /// <summary>Empty for no activity, as when nobody listens.</summary>
    public static string Format(Activity? activity) => activity is null ? "" : Format(activity.Context);

    /// <summary>The first <see cref="MaxLinks"/> of the texts that are valid.</summary>
    public static ImmutableArray<ActivityLink> Links(IEnumerable<string> traceParents) =>
        [.. traceParents.Select(Parse).Where(c => c != default).Take(MaxLinks).Select(c => new ActivityLink(c))];
}
