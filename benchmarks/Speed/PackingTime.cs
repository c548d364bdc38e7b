using System.Globalization;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Telemetry;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>
/// Copies of a small trial, which differ by their seed alone, run by <c>./adasap</c> on one device: one after the other on one slot, and at a time on as many slots.
/// Counted from the begin of the first stage to the end of the last, so without the start of the processes.
/// </summary>
internal static class PackingTime
{
    public const string Usage = "usage: speed-benchmarks packing [--copies 2] [--device cpu|cuda:N] [--network NAME] [--epochs 4] [--images 2000] [--batch 128] [--rounds 3]";

    /// <returns>0; 2 for words that are not known.</returns>
    public static int Run(string[] words)
    {
        var asked = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--copies"] = "2",
            ["--device"] = "cpu",
            ["--network"] = "resnet8",
            ["--epochs"] = "4",
            ["--images"] = "2000",
            ["--batch"] = "128",
            ["--rounds"] = "3",
        };
        for (var i = 0; i < words.Length; i += 2)
        {
            if (i + 1 < words.Length && asked.ContainsKey(words[i])) asked[words[i]] = words[i + 1] == "cuda" ? "cuda:0" : words[i + 1];
            else
            {
                Console.Error.WriteLine($"speed-benchmarks: '{words[i]}' is not known, or has no value\n{Usage}");
                return 2;
            }
        }

        var folder = Directory.CreateTempSubdirectory("adasap-benchmark-").FullName;
        try
        {
            Compare(asked, folder);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare(Dictionary<string, string> asked, string folder)
    {
        var (copies, rounds) = (int.Parse(asked["--copies"], CultureInfo.InvariantCulture), int.Parse(asked["--rounds"], CultureInfo.InvariantCulture));
        var sweep = Path.Combine(folder, "packing.yaml");
        File.WriteAllText(sweep, Sweep(asked, copies));
        // Builds the programs when that is needed, uncounted.
        SweepTime.Adasap(["plan", sweep]);
        var load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
        var (alone, packed) = (new List<Side>(), new List<Side>());
        for (var round = 0; round < rounds; round++)
        {
            alone.Add(Measure(sweep, asked["--device"], 1, Path.Combine(folder, $"alone-{round}.db")));
            packed.Add(Measure(sweep, asked["--device"], copies, Path.Combine(folder, $"packed-{round}.db")));
        }

        Console.WriteLine(Text($"{copies} copies of {asked["--network"]} on {asked["--device"]}, {asked["--images"]} images of 32 x 32, {asked["--epochs"]} epochs, batches of {asked["--batch"]}, one thread a slot, {Environment.ProcessorCount} cores, load {load} before. Medians of {rounds} turns each.\n"));
        Console.WriteLine("| | seconds | trials an hour | most at a time | memory a stage, MB |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        Row("one at a time", alone, copies);
        Row(Text($"on {copies} slots"), packed, copies);
        var ratio = Spread.Of([.. alone.Zip(packed, (one, other) => one.Seconds / other.Seconds)]);
        Console.WriteLine(Text($"\nthroughput on {copies} slots over one at a time: {ratio.Median:F2} ({ratio.Low:F2} to {ratio.High:F2})"));
    }

    private static string Sweep(Dictionary<string, string> asked, int copies) => $$"""
        name: packing
        seeds: [{{string.Join(", ", Enumerable.Range(1, copies))}}]
        data: { name: shapes, train_images: {{asked["--images"]}}, test_images: 500, image_size: 32 }
        training: { batch_size: {{asked["--batch"]}} }
        evaluation: { corruptions: [], attack_images: 100, pgd_steps: 2, latency: false }
        defaults: { architecture: {{asked["--network"]}}, epochs: {{asked["--epochs"]}} }
        grids:
          - method: sgd
        """;

    private static Side Measure(string sweep, string device, int slots, string store)
    {
        SweepTime.Adasap(["run", sweep, "--store", store, "--devices", device, "--per-device", slots.ToString(CultureInfo.InvariantCulture), "--threads", "1", "--plain"]);
        FileSpan[] stages = [.. new SpanFiles(TelemetryHost.SpanFolder(store)).Read().Where(s => s.Name.StartsWith(SpanNames.Stage, StringComparison.Ordinal) && s.Word(TelemetryAttributes.StageKey) is not null)];
        using var reader = StoreReader.Open(store);
        var memory = reader.Query.LearnedCosts().Groups.Values.Max(g => g.CpuMemoryBytes ?? g.GpuMemoryBytes);
        return new((stages.Max(s => s.End) - stages.Min(s => s.Start)).TotalSeconds, stages.Max(s => stages.Count(other => other.Start <= s.Start && s.Start < other.End)), memory);
    }

    private static void Row(string what, List<Side> sides, int copies)
    {
        var seconds = Spread.Of([.. sides.Select(s => s.Seconds)]).Median;
        var memory = sides.Max(s => s.Memory) is { } bytes ? Text($"{bytes / 1e6:F0}") : "not told";
        Console.WriteLine(Text($"| {what} | {seconds:F1} | {copies * 3600 / seconds:N0} | {sides.Max(s => s.AtATime)} | {memory} |"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <param name="AtATime">Stages that ran beside each other.</param>
    /// <param name="Memory">The most that a stage took of the device's memory; null where nobody told.</param>
    private sealed record Side(double Seconds, int AtATime, long? Memory);
}
