using System.Runtime.InteropServices;
using AdaSapSweep.GpuActor.Actors;
using AdaSapSweep.GpuActor.Running;
using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Shared.Logging;
using AdaSapSweep.Shared.Telemetry;
using Akka.Actor;
using Akka.Configuration;

namespace AdaSapSweep.GpuActor.Hosting;

/// <summary>One GPU actor process: actor system, telemetry, and an end when it is time.</summary>
internal static class GpuActorHost
{
    public const string SystemName = "AdaSapSweep";

    private const int GaveUp = 3;
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    /// <returns>The exit code: 0 when asked to stop, 3 when the actor failed again and again or the cluster has removed this node.</returns>
    public static async Task<int> RunAsync(GpuActorOptions options)
    {
        var loaded = HoconFiles.Load("gpu-actor.conf", options.ConfigFile);
        var own = loaded.Section("adasap.gpu-actor");
        var settings = new GpuActorSettings(options.Slot, options.Device, own.Duration("resend-interval"), own.Duration("progress-interval"));
        var maxRestarts = own.Count("max-restarts", 0, 1000);

        using var telemetry = TelemetryHost.Start(TelemetrySources.GpuActor, options.StorePath, TimeProvider.System);
        var log = telemetry.Loggers.CreateLogger(TelemetrySources.GpuActor);
        StandardErrorLogger.Forward(log);
        using var instruments = new SweepInstruments(TelemetrySources.GpuActor);
        var ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => End(signal, ended));
        // A terminal sends Ctrl-C to every process of its group; the coordinator drains its GPU actors itself.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            if (options.ExitWithParent) signal.Cancel = true;
            else End(signal, ended);
        });
        if (options.ExitWithParent) _ = EndWithStandardInput(ended);

        var system = ActorSystem.Create(SystemName, ConfigurationFactory.ParseString("akka.cluster.roles = [\"gpu-actor\"]").WithFallback(loaded.All));
        Akka.Cluster.Cluster.Get(system).Join(Address.Parse(options.Coordinator));
        var registry = system.ActorSelection($"{options.Coordinator}/user/registry");
        var coordinator = system.ActorSelection($"{options.Coordinator}/user/coordinator");
        system.ActorOf(Props.Create(() => new NodeGuardian(
            settings, maxRestarts, () => new TrainingStageRunner(options.Slot, options.Device, options.Threads, instruments, log), registry, coordinator, () => ended.TrySetResult(GaveUp))), "node");

        // A node that was cut off for long is removed for good, and its actor system ends; a new process can join again.
        _ = system.WhenTerminated.ContinueWith(_ => ended.TrySetResult(GaveUp), TaskScheduler.Default);

        var code = await ended.Task;
        await Task.WhenAny(system.Terminate(), Task.Delay(ShutdownTimeout, CancellationToken.None));
        return code;
    }

    private static void End(PosixSignalContext signal, TaskCompletionSource<int> ended)
    {
        signal.Cancel = true;
        ended.TrySetResult(0);
    }

    /// <summary>The process that started this one holds the other end open for as long as it lives.</summary>
    private static async Task EndWithStandardInput(TaskCompletionSource<int> ended)
    {
        var buffer = new byte[64];
        await using var input = Console.OpenStandardInput();
        while (await input.ReadAsync(buffer) > 0)
        {
            // Nothing is ever sent; only the end matters.
        }
        ended.TrySetResult(0);
    }
}
