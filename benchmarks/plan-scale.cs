// Time and memory of reading and planning large sweep files, and of `adasap plan` on them.
// Run it with `dotnet run -c Release benchmarks/plan-scale.cs` on an otherwise idle machine; see benchmarks/README.md.
#:property PublishAot=false
#:project ../src/Shared/AdaSapSweep.Shared.csproj
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using AdaSapSweep.Shared.Planning;
using AdaSapSweep.Shared.SweepFiles;

var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, ".."));
var trialCounts = new[] { 10_000, 100_000, 1_000_000 };
if (args is ["one", var text])
{
    // A process of its own for each size: the peak of memory is that of a process.
    Console.WriteLine(Measure(int.Parse(text, CultureInfo.InvariantCulture)));
    return 0;
}

Console.WriteLine($"{Environment.ProcessorCount} cores ({Processor()}), load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} before.");
Console.WriteLine();
Console.WriteLine("| trials | stages | without sharing | read, s (CPU s) | plan | count | keys | peak memory, MiB |");
Console.WriteLine("|---:|---:|---:|---:|---:|---:|---:|---:|");
foreach (var count in trialCounts) Console.Write((await Output(Environment.ProcessPath!, [.. Self(), "one", count.ToString(CultureInfo.InvariantCulture)])).Text);

var work = Directory.CreateTempSubdirectory("adasap-benchmark-").FullName;
try
{
    Console.WriteLine();
    Console.WriteLine("| command | trials | seconds | peak memory, MiB |");
    Console.WriteLine("|---|---:|---:|---:|");
    foreach (var count in trialCounts)
    {
        var file = Path.Combine(work, $"{count}.yaml");
        File.WriteAllText(file, Sweep(count));
        var (_, seconds, peak) = await Output(Path.Combine(root, "adasap"), ["plan", file]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `plan` | {count:N0} | {seconds:F1} | {peak >> 20:N0} |"));
    }
}
finally
{
    Directory.Delete(work, recursive: true);
}

return 0;

static string Measure(int trials)
{
    var file = Timed(() => SweepFile.Parse(Sweep(trials)).File ?? throw new InvalidOperationException("the benchmark's sweep file has a mistake"), out var read);
    var plan = Timed(() => Planner.Plan(file, new("shapes", null, [], [], "fingerprint", 2000, 500)), out var planned);
    var totals = Timed(() => PlanTotals.Of(plan).All, out var counted);
    var peak = Peak(Environment.ProcessId);
    _ = Timed(plan.WithKeys, out var keys);
    return string.Create(CultureInfo.InvariantCulture, $"| {plan.Trials.Length:N0} | {totals.Stages:N0} | {totals.StagesAlone:N0} | {read} | {planned} | {counted} | {keys} | {peak >> 20:N0} |");
}

static T Timed<T>(Func<T> work, out string seconds)
{
    var (began, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
    var result = work();
    seconds = string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(began).TotalSeconds:F2} ({(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:F2})");
    return result;
}

// The shape of the AdaSAP ablation: criteria, radii, sizes and seeds, so that pretraining and the adaptive stage are shared.
static string Sweep(int trials) => $$"""
    name: large
    seeds: [{{Range(1, 10)}}]
    data: { name: shapes }
    grids:
      - method: adasap
        criterion: [l2, taylor]
        rho_max: [{{Range(1, 50)}}]
        size_ratio: [{{string.Join(", ", Enumerable.Range(1, trials / 1000).Select(i => (i / 1000.0).ToString(CultureInfo.InvariantCulture)))}}]
    """;

static string Range(int from, int count) => string.Join(", ", Enumerable.Range(from, count));

static async Task<(string Text, double Seconds, long Peak)> Output(string program, IEnumerable<string> arguments)
{
    var began = Stopwatch.GetTimestamp();
    using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
    var reading = process.StandardOutput.ReadToEndAsync();
    var peak = 0L;
    while (!process.WaitForExit(50))
        peak = Math.Max(peak, Peak(process.Id));
    var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
    return process.ExitCode == 0 ? (await reading, seconds, peak) : throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}");
}

static long Peak(int process)
{
    try
    {
        var line = File.ReadLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Replace("VmHWM:", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
    }
    catch (IOException)
    {
        return 0;
    }
}

// `dotnet run` starts the built program by its own executable or through the host.
static string[] Self() => Environment.GetCommandLineArgs()[0].EndsWith(".dll", StringComparison.Ordinal) && Path.GetFileName(Environment.ProcessPath!) == "dotnet"
    ? [Environment.GetCommandLineArgs()[0]]
    : [];

static string Processor() =>
    File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown processor";

static string ThisFile([CallerFilePath] string path = "") => path;
