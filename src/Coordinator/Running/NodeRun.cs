using System.Runtime.InteropServices;
using AdaSapSweep.Coordinator.Actors;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Processes;
using AdaSapSweep.Shared.LocalSlots;
using Akka.Actor;
using Akka.Configuration;

namespace AdaSapSweep.Coordinator.Running;

/// <summary>Looks after the GPU actor processes that a machine offers to a coordinator elsewhere, until it is told to stop.</summary>
internal sealed class NodeRun(string node, IReadOnlyList<LocalSlot> slots, SlotProcessOptions options, RunSettings settings, TimeProvider clock, TextWriter messages)
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">Another process looks after the node.</exception>
    public async Task<int> RunAsync()
    {
        // Beside the locks of the slots and not among them: this is no slot's process.
        var place = $"{options.StorePath}.host";
        var facts = new SlotFacts(new(node), Environment.ProcessId, "", settings.Threads, null, "");
        using var held = await SlotLock.TakeAsync(place, facts, TimeSpan.Zero)
            ?? throw new UsageException($"adasap: another 'adasap gpu-actor' runs the node '{node}' in this folder; give --name another name, or stop it");
        await messages.WriteLineAsync($"adasap: node '{node}' offers {string.Join(", ", slots.Select(s => s.Slot.Value))} to {options.Coordinator}; Ctrl-C stops it");
        var ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var group = new SlotProcessGroup(options, settings.Restarts.StopTimeout);
        var system = ActorSystem.Create("node", ConfigurationFactory.ParseString("akka.actor.provider = local").WithFallback(settings.Config));
        try
        {
            var guardian = system.ActorOf(Props.Create(() => new NodeKeeper(messages, ended)), "node");
            system.ActorOf(Props.Create(() => new SlotProcesses(slots, Array.Empty<Shared.Model.SlotId>(), group, settings.Restarts, clock, guardian, guardian)), "slots");
            void Stop(PosixSignalContext signal)
            {
                signal.Cancel = true;
                if (ended.TrySetResult(ExitCode.Ok)) messages.WriteLine("adasap: stopping: running stages go to their last checkpoint");
            }
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
            using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
            return await ended.Task;
        }
        finally
        {
            await group.EndAsync();
            await Task.WhenAny(system.Terminate(), Task.Delay(ShutdownTimeout, clock));
        }
    }

    /// <summary>Hears of the slots what a coordinator would; on this machine there is none to tell.</summary>
    private sealed class NodeKeeper : ReceiveActor
    {
        public NodeKeeper(TextWriter messages, TaskCompletionSource<int> ended)
        {
            // The coordinator finds out by itself.
            Receive<GpuRegistry.ProcessEnded>(_ => { });
            Receive<SweepCoordinator.NoSlotsLeft>(m => Fail(m.Reason));
            Receive<SweepCoordinator.Broken>(m => Fail(m.Reason));

            void Fail(string reason)
            {
                messages.WriteLine($"adasap: {reason}");
                ended.TrySetResult(ExitCode.Failed);
            }
        }
    }
}
