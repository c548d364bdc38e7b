using System.Diagnostics;
using AdaSapSweep.EndToEnd.Tests;
using AdaSapSweep.TestSupport;

namespace AdaSapSweep.Benchmarks.Kills;

/// <summary>A folder for the stores of a benchmark, with the sweep file and the settings that its runs share.</summary>
internal sealed class Ground : IDisposable
{
    public static readonly TimeSpan LongestRun = TimeSpan.FromHours(1);

    private readonly TemporaryFolder _folder = new();

    /// <param name="settings">HOCON, for coordinator and GPU actors.</param>
    public Ground(string sweep, string settings)
    {
        File.WriteAllText(_folder["sweep.yaml"], sweep);
        File.WriteAllText(_folder["settings.conf"], settings);
    }

    public string Calm => _folder["calm.db"];

    public string Stormy => _folder["stormy.db"];

    public IReadOnlyList<string> Command(string store) =>
        ["run", _folder["sweep.yaml"], "--store", store, "--config", _folder["settings.conf"], "--gpu-actor-config", _folder["settings.conf"]];

    /// <summary>Runs the sweep undisturbed.</summary>
    /// <returns>Wall time in seconds.</returns>
    public async Task<double> RunCalmAsync()
    {
        var watch = Stopwatch.StartNew();
        using var program = AdasapProgram.Start(Command(Calm));
        await EndWell(program);
        return watch.Elapsed.TotalSeconds;
    }

    /// <exception cref="InvalidOperationException">The program ended with another exit code than 0.</exception>
    public static async Task EndWell(AdasapProgram program)
    {
        var end = await program.End(LongestRun);
        if (end.ExitCode != 0) throw new InvalidOperationException($"adasap failed: {end}");
    }

    public void Dispose()
    {
        GpuActors.Kill(Calm);
        GpuActors.Kill(Stormy);
        _folder.Dispose();
    }
}
