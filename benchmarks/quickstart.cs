// Wall times of ./adasap as a person meets it: the quickstart, the same command again, `plan`, and what telemetry costs.
// Run it with `dotnet run benchmarks/quickstart.cs` on an otherwise idle machine; see benchmarks/README.md.
#:property PublishAot=false
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

const string tinySweep = """
    name: tiny
    data: { name: shapes, train_images: 400, test_images: 100, image_size: 16 }
    training: { batch_size: 50, learning_rate: 0.05 }
    evaluation: { pgd_steps: 3, attack_images: 50, corruptions: [contrast], severities: [1], corruption_images: 50 }
    grids:
      - method: adasap
        architecture: resnet8
        pretrain_epochs: 6
        adapt_epochs: 1
        prune_epochs: 2
        robust_epochs: 1
        cuts: 2
        criterion: [l2, taylor]
        size_ratio: 0.5
    """;

var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, ".."));
var quickstart = Path.Combine(root, "examples", "quickstart.yaml");
var work = Directory.CreateTempSubdirectory("adasap-benchmark-").FullName;
try
{
    var store = Path.Combine(work, "quickstart.db");
    // Uncounted: builds the programs when that is needed, and warms the file cache.
    Run(["plan", quickstart], endpoint: null);
    Console.WriteLine($"Wall times on {Environment.ProcessorCount} cores ({Processor()}), load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} before; medians where runs are more than one.");
    Console.WriteLine();
    Console.WriteLine("| command | runs | seconds | ratio |");
    Console.WriteLine("|---|---:|---:|---:|");
    Row("`run examples/quickstart.yaml`, fresh store", [Run(["run", quickstart, "--store", store], null)]);
    Row("the same again: all is done", Repeat(5, () => Run(["run", quickstart, "--store", store], null)));
    Row("`plan examples/quickstart.yaml`", Repeat(5, () => Run(["plan", quickstart], null)));

    using var silent = Listen();
    var closed = Listen();
    var closedEndpoint = Endpoint(closed);
    closed.Dispose();
    using var stop = new CancellationTokenSource();
    var accepting = Accept(silent, stop.Token);
    (string Name, string? Endpoint)[] ways =
    [
        ("tiny sweep, spans to a file", null),
        ("tiny sweep, endpoint's port closed", closedEndpoint),
        ("tiny sweep, endpoint takes all and never answers", Endpoint(silent)),
    ];
    var tiny = Path.Combine(work, "tiny.yaml");
    File.WriteAllText(tiny, tinySweep);
    // Alternating, so that a slow minute of the machine falls on all three.
    var times = ways.Select(_ => new List<double>()).ToArray();
    for (var round = 0; round < 3; round++)
    {
        for (var way = 0; way < ways.Length; way++)
            times[way].Add(Run(["run", tiny, "--store", Path.Combine(work, $"tiny-{way}-{round}.db")], ways[way].Endpoint));
    }
    for (var way = 0; way < ways.Length; way++) Row(ways[way].Name, times[way], times[0]);
    await stop.CancelAsync();
    await accepting;
    return 0;
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

double Run(string[] arguments, string? endpoint)
{
    var info = new ProcessStartInfo(Path.Combine(root, "adasap"), arguments) { WorkingDirectory = work, RedirectStandardOutput = true, RedirectStandardError = true };
    foreach (var name in info.Environment.Keys.Where(k => k.StartsWith("OTEL_", StringComparison.Ordinal)).ToList()) info.Environment.Remove(name);
    if (endpoint is not null) (info.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"], info.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"]) = (endpoint, "http/protobuf");
    var began = Stopwatch.GetTimestamp();
    using var process = Process.Start(info)!;
    process.OutputDataReceived += (_, _) => { };
    process.BeginOutputReadLine();
    var errors = process.StandardError.ReadToEnd();
    process.WaitForExit();
    var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
    return process.ExitCode == 0 ? seconds : throw new InvalidOperationException($"adasap {string.Join(' ', arguments)} ended with exit code {process.ExitCode}:\n{errors}");
}

static List<double> Repeat(int times, Func<double> measure) => [.. Enumerable.Range(0, times).Select(_ => measure())];

static void Row(string name, List<double> seconds, List<double>? against = null) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"| {name} | {seconds.Count} | {Median(seconds):F2} | {(against is null ? "" : (Median(seconds) / Median(against)).ToString("F2", CultureInfo.InvariantCulture))} |"));

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

static TcpListener Listen()
{
    var listener = new TcpListener(IPAddress.Loopback, 0);
    listener.Start();
    return listener;
}

static string Endpoint(TcpListener listener) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

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

static string Processor() =>
    File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown processor";

static string ThisFile([CallerFilePath] string path = "") => path;
