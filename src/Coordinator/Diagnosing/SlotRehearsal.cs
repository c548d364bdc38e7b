using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Processes;
using AdaSapSweep.Shared.LocalSlots;

namespace AdaSapSweep.Coordinator.Diagnosing;

/// <summary>So many slots on the CPU of so many threads each.</summary>
internal readonly record struct SlotLayout(int Slots, int Threads)
{
    private const int MostLayouts = 8;

    /// <returns>Those that use every core once, from one slot to as many as there are cores.</returns>
    public static IReadOnlyList<SlotLayout> Of(int cores)
    {
        var all = Enumerable.Range(1, cores).Where(slots => cores % slots == 0).Select(slots => new SlotLayout(slots, cores / slots)).ToList();
        // Of a number with many divisors the two ends and what lies evenly between.
        return all.Count <= MostLayouts ? all : [.. Enumerable.Range(0, MostLayouts).Select(i => all[i * (all.Count - 1) / (MostLayouts - 1)])];
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(Slots == 1 ? "one slot" : $"{Slots} slots")} of {(Threads == 1 ? "one thread" : $"{Threads} threads")}");
}

/// <summary>Trains in GPU actor processes, as many at a time as a layout has slots, and adds up what they do.</summary>
internal static class SlotRehearsal
{
    /// <summary>Until all are warm: a step of a large network takes its time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <param name="architecture">The network that is trained.</param>
    /// <returns>Images a second, all slots together.</returns>
    /// <exception cref="NoAnswerException">A process cannot be started, broke down, or was not through in time.</exception>
    public static async Task<double> MeasureAsync(SlotLayout layout, string architecture, CancellationToken stop)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(Patience);
        var processes = new List<Process>();
        try
        {
            for (var slot = 0; slot < layout.Slots; slot++) processes.Add(Process.Start(StartInfo(layout, architecture))!);
            foreach (var process in processes) await Line(process, deadline.Token);
            foreach (var process in processes) await process.StandardInput.WriteLineAsync();
            foreach (var process in processes) await process.StandardInput.FlushAsync(deadline.Token);
            var sum = 0.0;
            foreach (var process in processes) sum += double.Parse(await Line(process, deadline.Token), CultureInfo.InvariantCulture);
            return sum;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new NoAnswerException(string.Create(CultureInfo.InvariantCulture, $"{layout} were not through within {Patience.TotalMinutes:N0} minutes"));
        }
        catch (Exception error) when (error is UsageException or Win32Exception or FormatException or IOException)
        {
            throw new NoAnswerException(error.Message);
        }
        finally
        {
            foreach (var process in processes)
            {
                if (!process.HasExited) process.Kill();
                process.Dispose();
            }
        }
    }

    private static async Task<string> Line(Process process, CancellationToken stop) =>
        await process.StandardOutput.ReadLineAsync(stop) ?? throw new NoAnswerException("a GPU actor process ended before it was through");

    private static ProcessStartInfo StartInfo(SlotLayout layout, string architecture)
    {
        var start = new ProcessStartInfo(GpuActorProgram.Find(), ["rehearse", "--threads", layout.Threads.ToString(CultureInfo.InvariantCulture), "--architecture", architecture])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in SlotEnvironment.OfThreads(layout.Threads)) start.Environment[name] = value;
        foreach (var (name, value) in SlotEnvironment.OfAllocator) start.Environment.TryAdd(name, value);
        return start;
    }
}
