using System.Runtime.InteropServices;
using AdaSapSweep.Coordinator.Actors;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Processes;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Coordinator.Tracing;
using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Logging;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Telemetry;
using Akka.Actor;
using Akka.Configuration;

namespace AdaSapSweep.Coordinator.Running;

/// <summary>One run of a sweep in this process: from the store's state to its end, a drain, or a fault.</summary>
internal sealed class SweepRun(
    PlannedSweep planned,
    SweepStore store,
    RunSettings settings,
    string? gpuActorConfig,
    TimeProvider clock,
    TextWriter results,
    TextWriter messages)
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    private int _signals;

    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync()
    {
        var plan = planned.Plan;
        var record = store.BeginSweep(plan, planned.FileText, retryFailed: true);
        record = record with { Stages = CloseRunning(record.Stages) };
        var state = SweepState.Begin(record, new StageTree(plan), settings.Scheduling, clock.GetUtcNow());
        var counts = state.CountStages();
        var left = counts[StageState.Pending] + counts[StageState.Running];
        var isOver = CloseWhenDone(state);
        await messages.WriteLineAsync(isOver
            ? $"adasap: sweep '{plan.Name}' is done: {plan.Trials.Length} trials, {plan.Stages.Length} stages, all in {store.Path}"
            : $"adasap: sweep '{plan.Name}': {plan.Trials.Length} trials, {plan.Stages.Length} stages ({plan.StagesWithoutSharing} without sharing), {left} to run on {Slots()}");
        var end = isOver ? new SweepEnd(null, Fault: false) : await Execute(state, record.TraceParent);
        using var reader = StoreReader.Open(store.Path);
        ResultsPrinter.Table(reader, record.Id, results);
        return Conclude(end, reader, record.Id);
    }

    /// <summary>No GPU actor outlives its coordinator: what the store has as running is lost.</summary>
    private Dictionary<StageKey, StageRecord> CloseRunning(IReadOnlyDictionary<StageKey, StageRecord> stages)
    {
        var now = clock.GetUtcNow();
        var lost = stages.Where(s => s.Value.State == StageState.Running).ToList();
        store.Commit([.. lost.Select(s => new AttemptFailed(s.Key, s.Value.LastAttempt, FailureKind.Lost, "coordinator stopped", false, now))]);
        return stages.ToDictionary(s => s.Key, s => s.Value.State == StageState.Running ? s.Value with { State = StageState.Pending, Slot = null } : s.Value);
    }

    private string Slots() => string.Join(", ", settings.Slots.Select(s => s.Slot.Value));

    /// <summary>A sweep whose stages are all done needs no slots, only its trials' ends.</summary>
    private bool CloseWhenDone(SweepState state)
    {
        var (settled, commands) = SweepMachine.Apply(state, new SweepBegun(), clock.GetUtcNow());
        if (!settled.Finished) return false;
        store.Commit([.. commands.OfType<RecordTransition>().Select(r => r.Transition)]);
        return true;
    }

    private async Task<SweepEnd> Execute(SweepState initial, string firstTrace)
    {
        using var telemetry = TelemetryHost.Start(TelemetrySources.Coordinator, store.Path, clock);
        using var instruments = new SweepInstruments(TelemetrySources.Coordinator);
        using var trace = new SweepTrace(initial.Tree, instruments.Spans, firstTrace);
        StandardErrorLogger.Forward(telemetry.Loggers.CreateLogger(TelemetrySources.Coordinator), trace.Sweep);
        if (trace.TraceParent.Length > 0) store.RememberTrace(initial.Sweep, trace.TraceParent);
        var ended = new TaskCompletionSource<SweepEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        var folder = new SharedFolder(ArtifactPaths.FolderOf(store.Path), FolderMark.Ensure(ArtifactPaths.FolderOf(store.Path)));
        var context = new SweepContext(
            initial.Sweep, folder.Path, planned.DataFolder, settings.TickInterval, settings.CommitTimeout, settings.StoreRetries,
            trace, new SweepMetrics(instruments, initial), clock, ended);

        var system = ActorSystem.Create("AdaSapSweep", ConfigurationFactory.ParseString("akka.cluster.roles = [\"coordinator\"]").WithFallback(settings.Config));
        var address = CoordinatorAddress.PathOf(store.Path);
        SweepEnd end;
        try
        {
            var cluster = Akka.Cluster.Cluster.Get(system);
            cluster.Join(cluster.SelfAddress);
            using var group = new SlotProcessGroup(new(
                GpuActorProgram.Find(), cluster.SelfAddress.ToString(), settings.Threads, gpuActorConfig, store.Path));
            var coordinator = StartActors(system, context, initial, folder, group);
            new CoordinatorAddress(cluster.SelfAddress.ToString(), Guid.NewGuid()).WriteTo(address);
            void Stop(PosixSignalContext signal) => OnSignal(signal, coordinator, ended);
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
            using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
            end = await ended.Task;
        }
        finally
        {
            File.Delete(address);
            await Task.WhenAny(system.Terminate(), Task.Delay(ShutdownTimeout, clock));
            StandardErrorLogger.Forward(null);
        }
        trace.End(end.Interrupted);
        return end;
    }

    /// <returns>The coordinator.</returns>
    private IActorRef StartActors(ActorSystem system, SweepContext context, SweepState initial, SharedFolder folder, SlotProcessGroup group)
    {
        Action<IReadOnlyList<StoreTransition>> commit = transitions => store.Commit(transitions);
        var actors = new SweepActors(
            system.ActorOf(Props.Create(() => new StoreWriter(commit)), "store"),
            system.ActorOf(Props.Create(() => new Progress(initial, messages, clock, settings.ProgressInterval)), "progress"),
            system.ActorOf(Props.Create(() => new ArtifactFiles(folder.Path)), "files"));
        var coordinator = system.ActorOf(Props.Create(() => new SweepCoordinator(context, initial, actors)), "coordinator");
        var registry = system.ActorOf(Props.Create(() => new GpuRegistry(folder, settings.RivalTimeout, clock, coordinator)), "registry");
        system.ActorOf(Props.Create(() => new SlotProcesses(settings.Slots, group, settings.Restarts, clock, registry, coordinator)), "slots");
        return coordinator;
    }

    /// <summary>The first signal drains; a second one, or a drain that takes too long, ends the run at once. Nothing is lost either way.</summary>
    private void OnSignal(PosixSignalContext signal, IActorRef coordinator, TaskCompletionSource<SweepEnd> ended)
    {
        signal.Cancel = true;
        if (Interlocked.Increment(ref _signals) > 1)
        {
            ended.TrySetResult(new("stopped at once", Fault: false));
            return;
        }
        messages.WriteLine("adasap: stopping: running stages go to their last checkpoint (again to stop at once)");
        coordinator.Tell(new SweepCoordinator.Drain("stopped by a signal"), ActorRefs.NoSender);
        _ = Task.Delay(settings.DrainTimeout, clock).ContinueWith(
            _ => ended.TrySetResult(new("stopped; some stages did not reach a checkpoint in time", Fault: false)), TaskScheduler.Default);
    }

    private int Conclude(SweepEnd end, StoreReader reader, SweepId sweep)
    {
        foreach (var line in ResultsPrinter.Rejections(reader, sweep)) messages.WriteLine($"adasap: {line}");
        if (end.Interrupted is { } why)
        {
            messages.WriteLine($"adasap: {why}; the same command goes on from here");
            return end.Fault ? ExitCode.Failed : ExitCode.Interrupted;
        }
        var failures = ResultsPrinter.Failures(reader, sweep);
        foreach (var line in failures) messages.WriteLine($"adasap: {line}");
        if (failures.Count > 0) messages.WriteLine("adasap: the same command tries the failed trials again");
        return failures.Count > 0 ? ExitCode.Failed : ExitCode.Ok;
    }
}
