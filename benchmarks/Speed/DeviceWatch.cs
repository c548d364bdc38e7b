using System.Diagnostics;
using System.Globalization;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>What the driver's own tool says of this process's memory and of the device's utilisation at the end of each of our turns; nothing on a CPU.</summary>
internal sealed class DeviceWatch(bool isOn)
{
    private readonly List<double> _memory = [];
    private readonly List<double> _busy = [];

    public void Look()
    {
        if (!isOn) return;
        var own = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        _memory.AddRange(Ask("--query-compute-apps=pid,used_gpu_memory").Where(words => words[0] == own).Select(Number));
        _busy.AddRange(Ask("--query-gpu=index,utilization.gpu").Take(1).Select(Number));
    }

    /// <returns>Megabytes and percent; empty where nothing was seen.</returns>
    public string Text() => _memory.Count == 0 || _busy.Count == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{_memory.Max():N0} MiB, {Spread.Of(_busy).Median:F0} % busy");

    private static double Number(string[] words) => double.TryParse(words[1], CultureInfo.InvariantCulture, out var value) ? value : 0;

    private static IEnumerable<string[]> Ask(string query)
    {
        using var process = Process.Start(new ProcessStartInfo("nvidia-smi", [query, "--format=csv,noheader,nounits"]) { RedirectStandardOutput = true })!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return lines.Select(line => line.Split(',', StringSplitOptions.TrimEntries)).Where(words => words.Length == 2);
    }
}
