using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using AdaSapSweep.GpuActor.Actors;
using AdaSapSweep.Shared.DataSetFiles;
using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Telemetry;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Stages;
using Microsoft.Extensions.Logging;
using TorchSharp;

namespace AdaSapSweep.GpuActor.Running;

/// <summary>Runs stages with the training library: translates an order into its inputs, its results and its errors into messages.</summary>
/// <param name="torchDevice">What LibTorch calls the slot's device in this process.</param>
internal sealed class TrainingStageRunner(GpuActorSettings settings, string torchDevice, int threads, SweepInstruments instruments, ILogger log) : IStageRunner
{
    private readonly StageMeter _memory = StageMeter.Of(torchDevice, Environment.GetEnvironmentVariable(VisibleGpu.Variable), settings.ProgressInterval, TimeProvider.System);
    private long _peakMemory;

    // Written on the training thread, within the attempt's span, so that the records carry its ids.
    private static readonly Action<ILogger, string, string, int, Exception?> Begins = LoggerMessage.Define<string, string, int>(
        LogLevel.Information, new(1, "stage begins"), "stage {Stage} ({Kind}), attempt {Attempt} begins");

    private static readonly Action<ILogger, string, double, Exception?> Ends = LoggerMessage.Define<string, double>(
        LogLevel.Information, new(2, "stage ends"), "stage {Stage} ends after {Seconds} s");

    private static readonly Action<ILogger, string, string, Exception?> Stops = LoggerMessage.Define<string, string>(
        LogLevel.Warning, new(3, "stage stops"), "stage {Stage} stops: {Reason}");

    public StageOutcome Run(RunStage order, StageProgress progress, CancellationToken stop)
    {
        using var span = StartSpan(order);
        var phases = new PhaseClock(span, instruments.Spans, TimeProvider.System);
        var stage = order.Lease.Stage.Prefix;
        Begins(log, stage, order.Spec.Kind, order.Lease.Attempt.Value, null);
        // What the meter lets the kernel forget is kept here.
        _peakMemory = Math.Max(_peakMemory, ResidentMemory.PeakBytes());
        try
        {
            torch.set_num_threads(threads);
            // A folder that is not mounted any more must not be made anew on the disk beneath.
            if (!Directory.Exists(order.ArtifactFolder)) throw new StageFailedException(FailureKind.Crash, $"the artifact folder '{order.ArtifactFolder}' is not there");
            Directory.CreateDirectory(Path.GetDirectoryName(Full(order, ArtifactPaths.Artifact(order.Lease.Stage)))!);
            var (result, taken) = _memory.During(() => StageProgram.Run(order.Spec.Kind, StageJson.Read(order.Spec.Kind, order.Spec.Settings), Inputs(order, progress, span, phases, stop)));
            span?.SetStatus(ActivityStatusCode.Ok).SetTag(TelemetryAttributes.Outcome, TelemetryAttributes.Succeeded);
            Ends(log, stage, result.Seconds, null);
            return Outcome(order, result, progress.OwnSteps, taken);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked for, so neither good nor bad.
            span?.SetTag(TelemetryAttributes.Outcome, FailureKind.Cancelled.ToColumn());
            Stops(log, stage, "cancelled", null);
            throw;
        }
        catch (Exception error)
        {
            var failed = StageFailures.Named(error, ParentFile(order));
            span?.SetStatus(ActivityStatusCode.Error, failed.Message).SetTag(TelemetryAttributes.Outcome, failed.Kind.ToColumn()).SetTag(TelemetryAttributes.ErrorType, failed.Kind.ToColumn());
            span?.AddException(error);
            Stops(log, stage, failed.Message, null);
            throw failed;
        }
        finally
        {
            FreedMemory.GiveBack();
            phases.End();
        }
    }

    private Activity? StartSpan(RunStage order)
    {
        var span = instruments.Spans.StartKnown(
            SpanNames.Stage + order.Spec.Kind, trace => SpanIds.OfAttempt(trace, order.Lease.Stage, order.Lease.Attempt),
            TraceContext.Parse(order.TraceParent), TraceContext.Links(order.TraceLinks));
        return span?.SetTag(TelemetryAttributes.StageKey, order.Lease.Stage.Value)
            .SetTag(TelemetryAttributes.StageKind, order.Spec.Kind)
            .SetTag(TelemetryAttributes.Attempt, order.Lease.Attempt.Value)
            .SetTag(TelemetryAttributes.Slot, settings.Slot.Value)
            .SetTag(TelemetryAttributes.Device, settings.Device);
    }

    private StageInputs Inputs(RunStage order, StageProgress progress, Activity? span, PhaseClock phases, CancellationToken stop) => new(
        order.Lease.Stage.Value,
        order.DataFolder,
        ParentFile(order),
        Full(order, ArtifactPaths.Checkpoint(order.Lease.Stage)),
        Full(order, ArtifactPaths.Artifact(order.Lease.Stage)),
        torch.device(torchDevice),
        new StageObserver(order.Spec, progress, span, phases, instruments),
        stop)
    {
        MicroBatches = order.MicroBatches,
        FastPaths = settings.FastPaths,
        ShiftedFolder = order.ShiftedFolder is { } shifted ? ShiftedPath.Of(shifted, order.DataFolder) : null,
        ImageFolder = ArtifactPaths.ImagesBeside(order.ArtifactFolder),
    };

    private static string? ParentFile(RunStage order) => order.ParentArtifact is { } parent ? Full(order, parent) : null;

    private static string Full(RunStage order, string relative) => Path.Combine(order.ArtifactFolder, relative);

    private StageOutcome Outcome(RunStage order, StageResult result, long steps, long? taken) => new(
        [.. result.Epochs.Select(e => new EpochMetric(e.Epoch, e.Name, e.Value))],
        [.. result.Measurements.Select(m => new Measurement(m.Name, m.Value, m.IsTiming))],
        [.. result.Rejected.Select(r => new RejectedMeasurement(r.Name, r.Value, r.Reason))],
        result.Sha256 is { } hash ? new ArtifactRecord(ArtifactPaths.Artifact(order.Lease.Stage), result.Bytes, hash) : null,
        result.Seconds,
        Provenance(order.MicroBatches, steps, taken, result.LatencyTable));

    /// <summary>What the numbers were made with; the parts of a batch where there was more than one.</summary>
    /// <param name="steps">Batches that this attempt worked on; the others of a stage that was resumed were those of earlier ones.</param>
    /// <param name="taken">Bytes of the device's memory; null where nobody told.</param>
    private ImmutableSortedDictionary<string, string> Provenance(int microBatches, long steps, long? taken, string? latencyTable)
    {
        var facts = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>
        {
            ["device"] = settings.Device,
            ["threads"] = threads.ToString(CultureInfo.InvariantCulture),
            ["adasapsweep"] = typeof(TrainingStageRunner).Assembly.GetName().Version!.ToString(3),
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["processor"] = RuntimeInformation.ProcessArchitecture.ToString(),
            ["peak_memory_bytes"] = Math.Max(_peakMemory, ResidentMemory.PeakBytes()).ToString(CultureInfo.InvariantCulture),
            ["steps"] = steps.ToString(CultureInfo.InvariantCulture),
            ["fast_paths"] = settings.FastPaths.ToString(),
        });
        if (taken is { } bytes) facts = facts.Add(MeasuredMemory.Fact, bytes.ToString(CultureInfo.InvariantCulture));
        // The numbers follow from it, and it is the one thing that the stage key does not hold.
        if (latencyTable is not null) facts = facts.Add("latency_table", latencyTable);
        return microBatches > 1 ? facts.Add("micro_batches", microBatches.ToString(CultureInfo.InvariantCulture)) : facts;
    }
}
