using AdaSapSweep.Coordinator.Processes;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>
/// Puts a request into the store and sees to its answer: the coordinator that has the store gives it, and without one this process
/// takes the store and decides itself.
/// </summary>
internal sealed class SweepRequests(string storePath, SweepRow sweep, string? dataFolder, TimeSpan patience, TimeProvider clock)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>The command that goes on with a sweep from its store.</summary>
    public static string Resume(SweepRow sweep, string store) =>
        $"adasap resume --sweep {sweep.Name}{CommonOptions.StoreFlag(store)}";

    /// <param name="goesOn">The command that goes on with the sweep, for the last line.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> Ask(SweepRequest request, string goesOn)
    {
        var number = StoreRequests.Put(storePath, sweep.Id, request, clock.GetUtcNow());
        var began = clock.GetTimestamp();
        while (true)
        {
            var answeredHere = AnswerHere(out var inUse);
            if (StoreRequests.Answer(storePath, number) is { } answer)
            {
                await (answer.Done ? Console.Out : Console.Error).WriteLineAsync(answer.Done ? answer.Text : $"adasap: {answer.Text}");
                if (answeredHere) await Console.Error.WriteLineAsync($"adasap: no coordinator runs; '{goesOn}' goes on with the sweep");
                return answer.Done ? ExitCode.Ok : ExitCode.Failed;
            }

            if (clock.GetElapsedTime(began) >= patience)
            {
                await Console.Error.WriteLineAsync($"adasap: no answer within {patience.TotalSeconds:F0} s: {inUse?.Message}");
                await Console.Error.WriteLineAsync($"adasap: the request stays in the store; the next coordinator of sweep '{sweep.Name}' takes it up");
                return ExitCode.Failed;
            }

            await Task.Delay(PollInterval, clock);
        }
    }

    /// <returns>False when a coordinator has the store.</returns>
    private bool AnswerHere(out StoreInUseException? inUse)
    {
        inUse = null;
        try
        {
            using var store = SweepStore.Open(storePath, clock);
            var policy = RunSettings.Read(HoconFiles.Load("coordinator.conf", null), new(Slots: 1)).Scheduling;
            Stop(new IdleSweep(store, sweep, policy, dataFolder, clock).AnswerRequests());
            return true;
        }
        catch (StoreInUseException error)
        {
            inUse = error;
            return false;
        }
    }

    /// <summary>GPU actors outlive their coordinator: those that work on what nobody wants are asked to end, at their last checkpoint.</summary>
    private void Stop(IReadOnlyCollection<SlotId> slots)
    {
        foreach (var actor in SlotLock.Living(storePath).Where(a => slots.Contains(a.Slot)))
        {
            ProcessSignal.Terminate(actor.ProcessId);
            Console.Error.WriteLine($"adasap: told the GPU actor of {actor.Slot} (process {actor.ProcessId}) to end");
        }
    }
}
