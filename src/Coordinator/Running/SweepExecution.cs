using System.Runtime.InteropServices;
using AdaSapSweep.Coordinator.Actors;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Forecasting;
using AdaSapSweep.Coordinator.Processes;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Coordinator.Tracing;
using AdaSapSweep.Coordinator.Watching;
using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Logging;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Telemetry;
using Akka.Actor;
using Akka.Configuration;

namespace AdaSapSweep.Coordinator.Running;

/// <summary>The part of a run in which stages run: actor system, GPU actor processes, signals.</summary>
internal sealed class SweepExecution(
    PlannedSweep planned, SweepStore store, RunSettings settings, StageCosts costs, SlotProcessGroup processes, TimeProvider clock, RunOutput output)
{
    public const string SystemName = "AdaSapSweep";

    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    private int _signals;

    /// <param name="firstTrace">See <see cref="SweepRecord.TraceParent"/>.</param>
    /// <param name="run">See <see cref="SweepRecord.Runs"/>.</param>
    /// <exception cref="UsageException">The address to listen at cannot be used.</exception>
    public async Task<SweepEnd> RunAsync(SweepState initial, string firstTrace, int run)
    {
        using var telemetry = TelemetryHost.Start(TelemetrySources.Coordinator, store.Path, clock);
        using var instruments = new SweepInstruments(TelemetrySources.Coordinator);
        using var trace = new SweepTrace(
            initial.Tree, instruments.Spans, firstTrace, run, TrialSampling.Of(initial.Tree.Plan.Stages.Length, Environment.GetEnvironmentVariable));
        StandardErrorLogger.Forward(telemetry.Loggers.CreateLogger(TelemetrySources.Coordinator), trace.Sweep);
        trace.Planned(planned.Began, clock.GetUtcNow());
        if (trace.TraceParent.Length > 0) Remember(initial.Sweep, trace, run);
        var ended = new TaskCompletionSource<SweepEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        var folder = ArtifactPaths.FolderOf(store.Path);
        var context = new SweepContext(
            initial.Sweep, new SharedFolder(folder, FolderMark.Ensure(folder)), planned.DataFolder, settings.TickInterval, settings.CommitTimeout, settings.StoreRetries,
            trace, new SweepMetrics(instruments, initial), clock, ended);
        var address = CoordinatorAddress.PathOf(store.Path);
        var system = Listen();
        SweepEnd end;
        try
        {
            var cluster = Akka.Cluster.Cluster.Get(system);
            cluster.Join(cluster.SelfAddress);
            var coordinator = StartActors(system, context, initial);
            new CoordinatorAddress(cluster.SelfAddress.ToString(), Guid.NewGuid()).WriteTo(address);
            if (settings.Slots.Count == 0) await SayWhereAsync(cluster.SelfAddress);
            void Stop(PosixSignalContext signal) => OnSignal(signal, coordinator, ended);
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
            using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
            end = await ended.Task;
        }
        finally
        {
            // Before the processes end, so that none of them looks for this coordinator again.
            File.Delete(address);
            await processes.EndAsync();
            await Task.WhenAny(system.Terminate(), Task.Delay(ShutdownTimeout, clock));
            StandardErrorLogger.Forward(null);
        }
        trace.End(end.Interrupted);
        return end;
    }

    private void Remember(SweepId sweep, SweepTrace trace, int run)
    {
        store.RememberTrace(sweep, trace.TraceParent);
        if (run == 1) return;
        using var reader = StoreReader.Open(store.Path);
        trace.Tell(reader.Timeline.KilledRuns(sweep, run));
    }

    private ActorSystem Listen()
    {
        try
        {
            return ActorSystem.Create(SystemName, ConfigurationFactory.ParseString("akka.cluster.roles = [\"coordinator\"]").WithFallback(settings.Config));
        }
        catch (Exception error)
        {
            // Whatever type it has: with these settings nothing can listen, and the innermost message says why.
            var place = $"{settings.Config.GetString("akka.remote.dot-netty.tcp.hostname")}:{settings.Config.GetString("akka.remote.dot-netty.tcp.port")}";
            throw new UsageException($"adasap: cannot listen at {place}: {error.GetBaseException().Message}; 'adasap doctor' says what is taken, 'adasap coordinator SWEEP --port N' takes another port");
        }
    }

    /// <summary>Slots of this machine that held stages when the last coordinator was gone. Those of other machines have their node's name in front.</summary>
    private static List<SlotId> LeasedHere(SweepState initial) =>
        [.. initial.Slots.Where(s => !s.Value.Held.IsEmpty && s.Key.Value.AsSpan().Count('/') == 1).Select(s => s.Key)];

    /// <returns>The coordinator.</returns>
    private IActorRef StartActors(ActorSystem system, SweepContext context, SweepState initial)
    {
        var access = new StoreAccess(
            transitions => store.Commit(transitions),
            () => store.OpenRequests(initial.Sweep),
            plan =>
            {
                var (stages, trials) = store.Look(initial.Sweep, plan);
                return new(stages, trials);
            });
        var writer = system.ActorOf(Props.Create(() => new StoreWriter(access)), "store");
        List<SlotId> slots = [.. settings.Slots.Select(s => s.Slot)];
        var actors = new SweepActors(
            writer,
            system.ActorOf(Props.Create(() => new Progress(initial, slots, output, clock, settings.ProgressInterval)), "progress"),
            system.ActorOf(Props.Create(() => new ArtifactFiles(context.Artifacts.Path)), "files"));
        var coordinator = system.ActorOf(Props.Create(() => new SweepCoordinator(context, initial, actors)), "coordinator");
        var registry = system.ActorOf(Props.Create(() => new GpuRegistry(context.Artifacts, settings.RivalTimeout, clock, coordinator)), "registry");
        Func<string, EditedPlan> edit = Edit;
        system.ActorOf(Props.Create(() => new RequestDesk(edit, settings.RequestInterval, settings.CommitTimeout, writer, coordinator)), "requests");
        var leased = LeasedHere(initial);
        system.ActorOf(Props.Create(() => new SlotProcesses(settings.Slots, leased, processes, settings.Restarts, clock, registry, coordinator)), "slots");
        return coordinator;
    }

    /// <summary>Plans an edited text of this sweep's file.</summary>
    private EditedPlan Edit(string text)
    {
        try
        {
            var plan = PlannedSweep.Parse(text, "the edited file", planned.DataFolder, planned.Plan.Name, store.Path).Plan;
            return plan.Name == planned.Plan.Name
                ? new(costs.Tree(plan), [])
                : new(null, [$"the edited file is of a sweep '{plan.Name}'; this one is '{planned.Plan.Name}'"]);
        }
        catch (UsageException error)
        {
            return new(null, error.Lines);
        }
    }

    private async Task SayWhereAsync(Address address)
    {
        await output.Messages.WriteLineAsync($"adasap: the coordinator listens at {address.Host}:{address.Port}; on each machine with GPUs run");
        await output.Messages.WriteLineAsync($"adasap:   adasap gpu-actor --coordinator {address.Host}:{address.Port} --artifacts {ArtifactPaths.FolderOf(store.Path)}");
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
        output.Messages.WriteLine("adasap: stopping: running stages go to their last checkpoint (again to stop at once)");
        coordinator.Tell(new SweepCoordinator.Drain("stopped by a signal"), ActorRefs.NoSender);
        _ = Task.Delay(settings.DrainTimeout, clock).ContinueWith(
            _ => ended.TrySetResult(new("stopped; some stages did not reach a checkpoint in time", Fault: false)), TaskScheduler.Default);
    }
}
