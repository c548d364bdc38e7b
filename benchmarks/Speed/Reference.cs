using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdaSapSweep.Shared.LocalSlots;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>The plain PyTorch side: one process for all rows, which waits on its input while it is not its turn.</summary>
internal sealed class Reference : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private readonly Process _process;

    public Reference(Options options)
    {
        var script = Path.Combine(Repository.Root, "benchmarks", "reference", "reference.py");
        var start = new ProcessStartInfo(options.Python, [script]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in SlotEnvironment.OfThreads(options.Threads)) start.Environment[name] = value;
        // The plain way: nobody sets the allocator's thresholds.
        foreach (var (name, _) in SlotEnvironment.OfAllocator) start.Environment.Remove(name);
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{options.Python} did not start");
        Version = Answer()["torch"]!.GetValue<string>();
    }

    public string Version { get; }

    public void Prepare(object row) => Ask(row);

    /// <returns>Seconds of each step.</returns>
    public double[] Run(int steps) => Ask(new { @do = "run", steps })["seconds"].Deserialize<double[]>()!;

    public JsonNode Ask(object question)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(question));
        return Answer();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10))) _process.Kill();
        _process.Dispose();
    }

    private JsonNode Answer()
    {
        var line = _process.StandardOutput.ReadLineAsync().WaitAsync(Longest).GetAwaiter().GetResult();
        return JsonNode.Parse(line ?? throw new InvalidOperationException("the reference ended; its error is above"))!;
    }
}
