using System.Runtime.InteropServices;
using AdaSapSweep.GpuActor.Actors;
using AdaSapSweep.GpuActor.Line;
using AdaSapSweep.GpuActor.Running;
using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Logging;
using AdaSapSweep.Shared.Telemetry;
using Akka.Actor;
using Akka.Configuration;
using Microsoft.Extensions.Logging;

namespace AdaSapSweep.GpuActor.Hosting;

/// <summary>Makes what runs the stages of a process.</summary>
internal delegate IStageRunner MakeRunner(GpuActorOptions options, GpuActorSettings settings, SweepInstruments instruments, ILogger log);

/// <summary>
/// One GPU actor process: an actor system that lasts as long as it, the line to the coordinator, telemetry, and an end when it is time.
/// </summary>
internal static partial class GpuActorHost
{
    private const string SystemName = "gpu-actor";

    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    /// <returns>A <see cref="SlotExitCode"/>.</returns>
    /// <exception cref="HoconFileException">A settings file cannot be used.</exception>
    /// <exception cref="IOException">The lock or the log beside the store cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The lock or the log beside the store cannot be written.</exception>
    public static async Task<int> RunAsync(GpuActorOptions options, MakeRunner makeRunner)
    {
        var settings = HostSettings.Read(options);
        var facts = new SlotFacts(options.Slot, Environment.ProcessId, options.Device, options.Threads, options.ConfigFile, SlotFacts.BuildOf(Environment.ProcessPath!),
            SlotFacts.ServesOf(options.Coordinator, options.Host, options.Artifacts, options.DataFolder));
        if (await SlotLock.TakeAsync(options.StorePath, facts, LockPatience) is not { } held)
        {
            Say($"slot {options.Slot} of {options.StorePath} has a living process already; this one ends");
            return SlotExitCode.GaveUp;
        }
        // Never let go of: who finds it free takes the process for gone, so it is left to the kernel at the very end.
        GCHandle.Alloc(held);
        return await ServeAsync(options, settings, makeRunner);
    }

    private static async Task<int> ServeAsync(GpuActorOptions options, HostSettings settings, MakeRunner makeRunner)
    {
        if (options.LogFile is { } logFile) StandardStreams.MoveTo(logFile);
        using var telemetry = TelemetryHost.Start(TelemetrySources.GpuActor, options.StorePath, TimeProvider.System);
        var log = telemetry.Loggers.CreateLogger(TelemetrySources.GpuActor);
        StandardErrorLogger.Forward(log);
        using var instruments = new SweepInstruments(TelemetrySources.GpuActor);
        if (options.Device != "cpu")
            instruments.Watch(options.Device, () => GpuReading.Of(options.TorchDevice, Environment.GetEnvironmentVariable(VisibleGpu.Variable)) is { } r ? (r.MemoryBytes, r.Utilization) : null);
        var ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        EndProcess end = (code, why) =>
        {
            if (ended.TrySetResult(code)) Say($"slot {options.Slot}: {why}");
        };

        var gpuActorSettings = settings.GpuActor with { Memory = DeviceTotal.Of(options.TorchDevice, Environment.GetEnvironmentVariable(VisibleGpu.Variable)) };
        using var thread = new TrainingThread(makeRunner(options, gpuActorSettings, instruments, log));
        var system = ActorSystem.Create(SystemName, ConfigurationFactory.ParseString("akka.actor.provider = local").WithFallback(settings.Actors));
        ClusterLine? last = null;
        OpenLine open = (number, coordinator, owner) => last = ClusterLine.Open(number, coordinator, owner, settings.Actors);
        var line = Props.Create(() => new CoordinatorLine(settings.Line, settings.Find, open, TimeProvider.System));
        Func<ICanTell, Props> gpuActor = to => GpuActorBy(gpuActorSettings, thread, to, end);
        var node = system.ActorOf(Props.Create(() => new NodeGuardian(line, gpuActor, settings.MaxRestarts, end)), "node");
        using var signals = new HostSignals(
            options.IsSupervised,
            () => node.Tell(Actors.GpuActor.Drain.Instance, ActorRefs.NoSender),
            () => end(SlotExitCode.Done, "stopped at once"));

        var code = await ended.Task;
        await Task.WhenAny(Task.WhenAll(system.Terminate(), last?.CloseAsync() ?? Task.CompletedTask), Task.Delay(ShutdownTimeout, CancellationToken.None));
        if (!thread.IsBusy) return code;
        // The destructors of native libraries do not bear a thread that is still inside; what telemetry has is handed over first.
        telemetry.Dispose();
        _exit(code);
        return code;
    }

    private static Props GpuActorBy(GpuActorSettings settings, TrainingThread thread, ICanTell line, EndProcess end)
    {
        var memory = new MemoryWatch(settings.RecycleGrowth, () => Environment.WorkingSet, TimeProvider.System);
        return Props.Create(() => new Actors.GpuActor(settings, thread, line, end, memory, TimeProvider.System));
    }

    private static void Say(string line) => Console.Error.WriteLine($"adasap-gpu-actor: {line}");

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void _exit(int code);
}
