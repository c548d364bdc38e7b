using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdaSapSweep.Coordinator.Watching;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>The state of a sweep for scripts. Members stay; new ones may come.</summary>
internal static class StatusJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static string Of(SweepRow sweep, WatchedMoment now, IReadOnlyList<FailedTrialRow> failed, StoreProcesses processes) => JsonSerializer.Serialize(
        new
        {
            Sweep = sweep.Name,
            State = now.IsWorkedOn ? "running" : now.IsOver ? "ended" : "idle",
            BegunAt = now.Stored.Begun.UtcDateTime,
            Trials = now.Stored.Counts.Trials.ToDictionary(c => Word(c.Key), c => c.Value),
            Stages = now.Stored.Counts.Stages.ToDictionary(c => Word(c.Key), c => c.Value),
            Share = Math.Clamp(now.Snapshot.Share, 0, 1),
            ElapsedSeconds = now.IsWorkedOn ? now.Snapshot.Elapsed.TotalSeconds : (double?)null,
            LeftSeconds = now.Snapshot.Left?.TotalSeconds,
            Slots = now.Snapshot.Slots.Select(Slot),
            WaitsForMemory = now.Snapshot.WaitsForMemory is { } waits ? new { Stage = waits.Stage.Value, waits.Kind, waits.Why } : null,
            Failures = failed.Select(t => new { Trial = t.Number, t.Method, Axes = JsonNode.Parse(t.Axes), t.Reason }),
            FailedAttempts = now.Stored.Failures.Select(f => new
            {
                Stage = f.Stage.Value,
                f.Kind,
                Attempt = f.Attempt.Value,
                Failure = f.Failure.ToColumn(),
                f.Reason,
                f.Final,
                At = f.At.UtcDateTime,
            }),
            processes.Coordinator,
            GpuActors = processes.GpuActors.Select(a => new { Slot = a.Slot.Value, Process = a.ProcessId, a.Device, a.Threads }),
            processes.OpenRequests,
        },
        Options);

    private static object Slot(SlotNow slot) => new
    {
        Slot = slot.Slot.Value,
        Stage = slot.Work?.Stage.Value,
        slot.Work?.Kind,
        Attempt = slot.Work?.Attempt.Value,
        slot.Work?.FirstTrial,
        slot.Work?.Trials,
        slot.Work?.Epoch,
        slot.Work?.PlannedEpochs,
        Loss = Number(slot.Work?.Loss),
        Speed = Number(slot.Work?.Speed?.PerSecond),
        SpeedUnit = slot.Work?.Speed is { } speed ? $"{speed.Unit}/s" : null,
    };

    /// <summary>JSON has no NaN.</summary>
    private static double? Number(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private static string Word<T>(T state) where T : struct, Enum => state.ToString().ToLowerInvariant();
}
