using System.Diagnostics;
using System.Globalization;
using AdaSapSweep.EndToEnd.Tests;
using AdaSapSweep.TestSupport;

namespace AdaSapSweep.Benchmarks.Kills;

/// <summary>Runs a sweep to its end, and kills and restarts its coordinator every five seconds.</summary>
internal sealed class CoordinatorKills(Ground ground)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HashSet<int> _processes = [];
    private readonly List<double> _returns = [];

    public int Kills { get; private set; }

    /// <summary>Wall time of all.</summary>
    public double Seconds { get; private set; }

    /// <summary>GPU actor processes that there ever were.</summary>
    public int Processes => _processes.Count;

    /// <summary>Seconds from each new start until every GPU actor was registered; five when that had not come before the next kill.</summary>
    public IReadOnlyList<double> Returns => _returns;

    public async Task RunAsync()
    {
        var watch = Stopwatch.StartNew();
        var program = AdasapProgram.Start(ground.Command(ground.Stormy));
        try
        {
            await Eventually.True(() => AreThere(program), Patience, "both GPU actors");
            while (true)
            {
                var sinceKill = Stopwatch.StartNew();
                if (Kills > 0) await Return(program, sinceKill);
                while (!program.HasExited && sinceKill.Elapsed < Every) await Task.Delay(Look);
                if (program.HasExited) break;
                foreach (var process in GpuActors.Of(ground.Stormy)) _processes.Add(process);
                program.Kill();
                await program.End();
                program.Dispose();
                Kills++;
                program = AdasapProgram.Start(ground.Command(ground.Stormy));
            }
            await Ground.EndWell(program);
            Seconds = watch.Elapsed.TotalSeconds;
        }
        finally
        {
            program.Dispose();
        }
    }

    /// <summary>Both slots are registered for the first time, so that what follows is a return.</summary>
    private bool AreThere(AdasapProgram program) => GpuActors.Slots(ground.Stormy) is { Count: 2 } slots && AreRegistered(program, slots);

    private async Task Return(AdasapProgram program, Stopwatch sinceStart)
    {
        var slots = GpuActors.Slots(ground.Stormy);
        while (!AreRegistered(program, slots) && sinceStart.Elapsed < Every)
        {
            // The sweep was over: nobody has to return.
            if (program.HasExited) return;
            await Task.Delay(Look);
        }
        _returns.Add(sinceStart.Elapsed.TotalSeconds);
    }

    private static bool AreRegistered(AdasapProgram program, IReadOnlyDictionary<string, int> slots)
    {
        var said = program.Errors;
        return slots.All(slot => said.Contains(string.Create(CultureInfo.InvariantCulture, $"slot {slot.Key}: process {slot.Value} on "), StringComparison.Ordinal));
    }
}
