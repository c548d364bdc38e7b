using System.Globalization;
using AdaSapSweep.TestSupport;

namespace AdaSapSweep.EndToEnd.Tests;

/// <summary>
/// Runs a sweep to its end while its processes are killed with SIGKILL, and gives the same command again whenever the coordinator was among them. The blows
/// are spread over the sweep by the work that is done and not by the clock, so they fall alike on a slow machine and on a quick one.
/// </summary>
/// <param name="work">What <see cref="WorkDone"/> comes to in an undisturbed run.</param>
/// <param name="seed">Of moments and victims.</param>
internal sealed class RandomKills(string store, IReadOnlyList<string> command, long work, int blows, int seed)
{
    private const int KilledExitCode = 137;
    private const int LongestDelayMilliseconds = 400;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Random _random = new(seed);
    private readonly List<Victim> _struck = [];

    /// <summary>The blows that fell, in order.</summary>
    public IReadOnlyList<Victim> Struck => _struck;

    private TimeSpan LastFifth => Patience * Math.Max(2, blows / 15);

    /// <summary>Grows all through a sweep and never shrinks: epochs and stages that are recorded.</summary>
    public static long WorkDone(string store) =>
        StoreFile.CountOf(store, "stages WHERE state = 'succeeded'") + StoreFile.CountOf(store, "epoch_metrics WHERE name = 'loss'");

    /// <exception cref="InvalidOperationException">The program ended by itself before its time, or not with exit code 0.</exception>
    /// <exception cref="TimeoutException">The sweep stands still.</exception>
    public async Task RunAsync()
    {
        var program = AdasapProgram.Start(command);
        try
        {
            foreach (var moment in Moments())
            {
                var current = program;
                await Wait(() => current.HasExited || WorkDone(store) >= moment, Words($"{moment} of {work} epochs and stages"), program);
                await Task.Delay(_random.Next(LongestDelayMilliseconds));
                var victim = Draw();
                await Strike(program, victim);
                _struck.Add(victim);
                if (victim == Victim.GpuActor) continue;
                await End(program, KilledExitCode);
                program.Dispose();
                program = AdasapProgram.Start(command);
            }
            await End(program, 0);
        }
        finally
        {
            program.Dispose();
        }
    }

    /// <summary>None in the last fifth, so that the sweep does not end before its last blow.</summary>
    private List<long> Moments() => [.. Enumerable.Range(0, blows).Select(_ => _random.NextInt64(work * 4 / 5)).Order()];

    private Victim Draw() => _random.Next(10) switch { < 4 => Victim.Coordinator, < 8 => Victim.GpuActor, _ => Victim.All };

    private async Task Strike(AdasapProgram program, Victim victim)
    {
        if (victim == Victim.GpuActor)
        {
            IReadOnlyList<int> gpuActors = [];
            await Wait(() => program.HasExited || (gpuActors = GpuActors.Of(store)).Count > 0, "a GPU actor", program);
            if (gpuActors.Count == 0) await End(program, KilledExitCode);
            AdasapProgram.Signal(gpuActors[_random.Next(gpuActors.Count)], "KILL");
            return;
        }
        program.Kill();
        if (victim == Victim.All) GpuActors.Kill(store);
    }

    private async Task Wait(Func<bool> condition, string what, AdasapProgram program)
    {
        try
        {
            await Eventually.True(condition, Patience, what);
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException(Words($"{error.Message}, after {_struck.Count} blows ({string.Join(", ", _struck)}); adasap said:\n{program.Errors}"), error);
        }
    }

    private async Task End(AdasapProgram program, int expected)
    {
        var end = await program.End(LastFifth);
        if (end.ExitCode != expected) throw new InvalidOperationException(Words($"after {_struck.Count} blows: {end}"));
    }

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
