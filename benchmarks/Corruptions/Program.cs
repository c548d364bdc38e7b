using System.Diagnostics;
using System.Globalization;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Corruptions;
using AdaSapSweep.Training.Data;
using TorchSharp;
using static TorchSharp.torch;

if (!TryRead(args, out var side, out var batch, out var threads, out var name))
{
    Console.Error.WriteLine("usage: corruption-benchmarks [SIDE] [BATCH] [THREADS] [DEVICE]   images a second of every kind (default 32 200 1 cpu)");
    return 2;
}

var device = torch.device(name);
set_num_threads(threads);
var random = new SplitMix64(1);
var pixels = new byte[batch * 3 * side * side];
for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)random.Next();
using var images = tensor(pixels, [batch, 3, side, side], ScalarType.Byte).to(device);

var load = File.Exists("/proc/loadavg") ? $", load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}" : "";
Console.WriteLine(Text($"{side} x {side} pixels, batches of {batch}, {threads} threads, {name}{load}. The median of 5 batches, after one to warm up."));
Console.WriteLine();
Console.WriteLine("| kind | images/s, slowest | images/s, quickest | microseconds an image, mean |");
Console.WriteLine("|---|---:|---:|---:|");
var total = 0.0;
foreach (var kind in CorruptionKinds.All)
{
    double[] micros = [.. Enumerable.Range(1, 5).Select(severity => Microseconds(kind, severity))];
    total += micros.Sum();
    Console.WriteLine(Text($"| {kind} | {1e6 / micros.Max():N0} | {1e6 / micros.Min():N0} | {micros.Average():F0} |"));
}
Console.WriteLine(Text($"| all, {5 * CorruptionKinds.All.Count} times over a set of 10,000 | | | {total / 100:F0} s in all |"));
return 0;

double Microseconds(string kind, int severity)
{
    using var corruption = Corruption.Of(kind, severity, side, device);
    double[] times = [.. Enumerable.Range(-1, 6).Select(batchNumber => Time(corruption, batchNumber)).Skip(1).Order()];
    return times[times.Length / 2] * 1e6 / batch;
}

double Time(Corruption corruption, int batchNumber)
{
    var start = Stopwatch.GetTimestamp();
    using (corruption.Apply(images, (batchNumber + 1) * batch, 7))
    {
        if (device.type == DeviceType.CUDA) cuda.synchronize(device);
    }
    return Stopwatch.GetElapsedTime(start).TotalSeconds;
}

static bool TryRead(string[] words, out int side, out int batch, out int threads, out string device)
{
    (side, batch, threads, device) = (32, 200, 1, words.ElementAtOrDefault(3) ?? "cpu");
    return words.Length <= 4 &&
        (words.Length < 1 || int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out side) && side >= 8) &&
        (words.Length < 2 || int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out batch) && batch >= 1) &&
        (words.Length < 3 || int.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out threads) && threads >= 1);
}

static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
