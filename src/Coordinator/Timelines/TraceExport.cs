using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Results;
using AdaSapSweep.Shared.Telemetry;

namespace AdaSapSweep.Coordinator.Timelines;

/// <summary>
/// A sweep's trace as one OTLP JSON document: the spans of its files, each once, and for those that died with their processes what
/// the store knows. Backends and the Collector's file receiver take it; Jaeger's page opens it.
/// </summary>
internal sealed class TraceExport(SweepRow sweep, SweepTimeline timeline, ILookup<StageKey, TimelineTrial> trials)
{
    private readonly ActivityContext _root = Root(sweep);
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    public void Write(SpanFiles files, Stream output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteStartArray("resourceSpans");
        var trace = _root.TraceId.ToHexString();
        foreach (var span in files.Read().Where(s => s.TraceId == trace && _written.Add(s.SpanId)))
        {
            Begin(json, span.Text.Resource, span.Text.Scope);
            span.Text.Span.WriteTo(json);
            End(json);
        }
        WriteLost(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A sweep that was never traced gets a trace of its name's.</summary>
    private static ActivityContext Root(SweepRow sweep)
    {
        if (TraceContext.Parse(sweep.TraceParent) is var known && known != default) return known;
        var trace = ActivityTraceId.CreateFromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(sweep.Name)).AsSpan(0, 16));
        return new(trace, SpanIds.OfRun(trace, 1), ActivityTraceFlags.Recorded);
    }

    private void WriteLost(Utf8JsonWriter json)
    {
        if (timeline.Runs.IsEmpty) return;
        BeginOwn(json);
        // The first run holds the others together, also when it did nothing.
        LostRun(json, 1, timeline.Runs[0].Known.Number == 1 ? timeline.Runs[0].Time : timeline.Whole);
        foreach (var run in timeline.Runs) LostRun(json, run.Known.Number, run.Time);
        foreach (var attempt in timeline.Attempts)
        {
            var run = timeline.Runs.LastOrDefault(r => r.Time.Begin <= attempt.Row.StartedAt) ?? timeline.Runs[0];
            var parents = trials[attempt.Row.Stage].Take(TraceContext.MaxLinks + 1).ToList();
            foreach (var trial in parents) LostTrial(json, run, trial);
            LostAttempt(json, attempt, parents.Count == 0 ? IdOf(run.Known.Number) : SpanIds.OfTrial(_root.TraceId, run.Known.Number, parents[0].Id), [.. parents.Skip(1).Select(t => SpanIds.OfTrial(_root.TraceId, run.Known.Number, t.Id))]);
        }
        End(json);
    }

    private ActivitySpanId IdOf(int run) => run == 1 ? _root.SpanId : SpanIds.OfRun(_root.TraceId, run);

    private void LostRun(Utf8JsonWriter json, int number, Stretch time) => Lost(
        json, SpanNames.Sweep, IdOf(number), number == 1 ? default : _root.SpanId, time, null, [(TelemetryAttributes.SweepName, sweep.Name), (TelemetryAttributes.Run, number)]);

    private void LostTrial(Utf8JsonWriter json, TimedRun run, TimelineTrial trial) => Lost(
        json, SpanNames.Trial, SpanIds.OfTrial(_root.TraceId, run.Known.Number, trial.Id), IdOf(run.Known.Number), run.Time, null,
        [(TelemetryAttributes.TrialId, trial.Id.Value), (TelemetryAttributes.TrialNumber, trial.Number), (TelemetryAttributes.Method, trial.Method), (TelemetryAttributes.TrialAxes, trial.Axes)]);

    private void LostAttempt(Utf8JsonWriter json, TimedAttempt attempt, ActivitySpanId parent, ActivitySpanId[] links)
    {
        var row = attempt.Row;
        Lost(
            json, SpanNames.Stage + attempt.Known.Kind, SpanIds.OfAttempt(_root.TraceId, row.Stage, row.Number), parent, new(attempt.Begin, attempt.End),
            row.FailureReason, [
                (TelemetryAttributes.StageKey, row.Stage.Value), (TelemetryAttributes.StageKind, attempt.Known.Kind), (TelemetryAttributes.Attempt, row.Number.Value),
                (TelemetryAttributes.Slot, row.Slot.Value), (TelemetryAttributes.Outcome, row.Failure?.ToColumn() ?? row.State.ToColumn())],
            links);
    }

    /// <summary>Nothing when a file had it.</summary>
    private void Lost(
        Utf8JsonWriter json, string name, ActivitySpanId id, ActivitySpanId parent, Stretch time, string? error, (string Key, object Value)[] attributes, ActivitySpanId[]? links = null)
    {
        if (!_written.Add(id.ToHexString())) return;
        json.WriteStartObject();
        json.WriteString("traceId", _root.TraceId.ToHexString());
        json.WriteString("spanId", id.ToHexString());
        if (parent != default) json.WriteString("parentSpanId", parent.ToHexString());
        json.WriteString("name", name);
        json.WriteNumber("kind", 1);
        json.WriteString("startTimeUnixNano", Nanoseconds(time.Begin));
        json.WriteString("endTimeUnixNano", Nanoseconds(time.End));
        json.WriteStartArray("attributes");
        foreach (var (key, value) in attributes.Append((TelemetryAttributes.FromStore, true))) OtlpJson.WriteAttribute(json, key, value);
        json.WriteEndArray();
        json.WriteStartArray("events");
        json.WriteEndArray();
        json.WriteStartArray("links");
        foreach (var link in links ?? [])
        {
            json.WriteStartObject();
            json.WriteString("traceId", _root.TraceId.ToHexString());
            json.WriteString("spanId", link.ToHexString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("status");
        json.WriteNumber("code", error is null ? 0 : 2);
        if (error is not null) json.WriteString("message", error);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void BeginOwn(Utf8JsonWriter json)
    {
        using var scope = JsonDocument.Parse($$"""{"name":"{{TelemetrySources.Coordinator}}"}""");
        using var resource = JsonDocument.Parse($$$"""{"attributes":[{"key":"service.name","value":{"stringValue":"{{{TelemetrySources.Coordinator}}}"}}]}""");
        Begin(json, resource.RootElement, scope.RootElement);
    }

    private static void Begin(Utf8JsonWriter json, JsonElement resource, JsonElement scope)
    {
        json.WriteStartObject();
        Member(json, "resource", resource);
        json.WriteStartArray("scopeSpans");
        json.WriteStartObject();
        Member(json, "scope", scope);
        json.WriteStartArray("spans");
    }

    private static void Member(Utf8JsonWriter json, string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return;
        json.WritePropertyName(name);
        value.WriteTo(json);
    }

    private static void End(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Nanoseconds(DateTimeOffset time) => ((time - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick).ToString(CultureInfo.InvariantCulture);
}
