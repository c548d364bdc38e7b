// What a tracing backend costs that takes everything and never answers: time and memory of a sweep, and memory of a process that tells a million spans.
// Run it with `dotnet run -c Release benchmarks/silent-endpoint.cs [EPOCHS] [ROUNDS]` on an otherwise idle machine; see benchmarks/README.md.
#:property PublishAot=false
#:project ../src/Shared/AdaSapSweep.Shared.csproj
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using AdaSapSweep.Shared.Telemetry;

const double MostTime = 1.02;
const double MostMemory = 64;
const int Spans = 1_000_000;

if (args is ["tell"])
{
    Tell();
    return 0;
}

var epochs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 90;
var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;
var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, ".."));
var work = Directory.CreateTempSubdirectory("adasap-benchmark-").FullName;
using var silent = new TcpListener(IPAddress.Loopback, 0);
silent.Start();
using var stop = new CancellationTokenSource();
var accepting = Accept(silent, stop.Token);
var endpoint = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}");
try
{
    var sweep = Path.Combine(work, "sweep.yaml");
    File.WriteAllText(sweep, Sweep(epochs));
    // Uncounted: builds the programs when that is needed.
    Run(["plan", sweep], null, "");
    Console.WriteLine($"{Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} before; {rounds} runs of each in turns, {epochs} epochs a trial.");
    Console.WriteLine();
    Console.WriteLine("| spans go to | runs | seconds (all) | median ratio of pairs | peak memory of all processes, MiB |");
    Console.WriteLine("|---|---:|---:|---:|---:|");
    var (files, nobody) = (new List<(double Seconds, long Peak)>(), new List<(double Seconds, long Peak)>());
    for (var round = 0; round < rounds; round++)
    {
        files.Add(Run(["run", sweep], null, $"file-{round}.db"));
        nobody.Add(Run(["run", sweep], endpoint, $"silent-{round}.db"));
    }
    var ratio = Median([.. files.Zip(nobody, (f, s) => s.Seconds / f.Seconds)]);
    Row("files beside the store", files, 1);
    Row("an endpoint that never answers", nobody, ratio);
    var grown = ToldMemory();
    Console.WriteLine();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A process that tells {Spans:N0} spans to it: {grown:F0} MiB more than before the first."));
    await stop.CancelAsync();
    await accepting;
    var missed = ratio > MostTime || grown > MostMemory;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bars: ratio at most {MostTime}, at most {MostMemory} MiB more; {(missed ? "missed" : "met")}"));
    return missed ? 1 : 0;
}
catch (InvalidOperationException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
finally
{
    Directory.Delete(work, recursive: true);
}

(double Seconds, long Peak) Run(string[] arguments, string? to, string store)
{
    var path = Path.Combine(work, store);
    var info = new ProcessStartInfo(Path.Combine(root, "adasap"), store.Length > 0 ? [.. arguments, "--store", path] : arguments) { WorkingDirectory = work, RedirectStandardOutput = true, RedirectStandardError = true };
    SetEndpoint(info, to);
    var began = Stopwatch.GetTimestamp();
    using var process = Process.Start(info)!;
    process.OutputDataReceived += (_, _) => { };
    process.BeginOutputReadLine();
    var errors = process.StandardError.ReadToEndAsync();
    var peak = 0L;
    while (!process.WaitForExit(TimeSpan.FromMilliseconds(250)))
        if (store.Length > 0) peak = Math.Max(peak, MemoryOf(path));
    var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
    return process.ExitCode == 0 ? (seconds, peak) : throw new InvalidOperationException($"adasap {string.Join(' ', arguments)} ended with exit code {process.ExitCode}:\n{errors.GetAwaiter().GetResult()}");
}

// Resident memory of the coordinator and its GPU actors: all processes that name the store.
static long MemoryOf(string store)
{
    var bytes = 0L;
    foreach (var folder in Directory.EnumerateDirectories("/proc").Where(f => int.TryParse(Path.GetFileName(f), NumberStyles.None, CultureInfo.InvariantCulture, out _)))
    {
        try
        {
            if (!File.ReadAllText(Path.Combine(folder, "cmdline")).Contains(store, StringComparison.Ordinal)) continue;
            bytes += long.Parse(File.ReadAllText(Path.Combine(folder, "statm")).Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile.
        }
    }
    return bytes;
}

double ToldMemory()
{
    var info = new ProcessStartInfo(Environment.ProcessPath!, [.. Self(), "tell"]) { WorkingDirectory = work, RedirectStandardOutput = true };
    SetEndpoint(info, endpoint);
    using var process = Process.Start(info)!;
    var told = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return double.Parse(told, CultureInfo.InvariantCulture);
}

static void SetEndpoint(ProcessStartInfo info, string? endpoint)
{
    foreach (var name in info.Environment.Keys.Where(k => k.StartsWith("OTEL_", StringComparison.Ordinal)).ToList()) info.Environment.Remove(name);
    if (endpoint is not null) (info.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"], info.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"]) = (endpoint, "http/protobuf");
}

// Prints by how many MiB the process has grown.
static void Tell()
{
    using var host = TelemetryHost.Start(TelemetrySources.GpuActor, "store.db", TimeProvider.System);
    using var instruments = new SweepInstruments(TelemetrySources.GpuActor);
    using (var sweep = instruments.Spans.StartActivity("sweep"))
    {
        long before = 0;
        for (var i = 0; i < Spans; i++)
        {
            using var span = instruments.Spans.StartActivity("stage", ActivityKind.Internal, sweep!.Context);
            span!.SetTag("adasap.stage.key", new string('a', 64));
            // What the first spans make once is not counted.
            if (i == Spans / 100) before = Collected();
        }
        Console.WriteLine(((Collected() - before) / 1048576.0).ToString(CultureInfo.InvariantCulture));
    }

    static long Collected()
    {
        GC.Collect();
        return Environment.WorkingSet;
    }
}

static string Sweep(int epochs) => $$"""
    name: told
    data: { name: shapes, train_images: 1280, test_images: 100 }
    training: { batch_size: 128, learning_rate: 0.05 }
    evaluation: { pgd_steps: 1, attack_images: 50, corruptions: [contrast], severities: [1], corruption_images: 50 }
    seeds: [1, 2, 3, 4]
    grids:
      - { method: sgd, architecture: resnet8, epochs: {{epochs}} }
    """;

static void Row(string name, List<(double Seconds, long Peak)> runs, double ratio) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"| {name} | {runs.Count} | {string.Join(", ", runs.Select(r => r.Seconds.ToString("F1", CultureInfo.InvariantCulture)))} | {ratio:F3} | {runs.Max(r => r.Peak) >> 20:N0} |"));

static double Median(List<double> values)
{
    var sorted = values.Order().ToList();
    return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}

static async Task Accept(TcpListener listener, CancellationToken stop)
{
    var taken = new List<TcpClient>();
    try
    {
        while (true) taken.Add(await listener.AcceptTcpClientAsync(stop));
    }
    catch (OperationCanceledException)
    {
        foreach (var client in taken) client.Dispose();
    }
}

static string[] Self() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];

static string ThisFile([CallerFilePath] string path = "") => path;
