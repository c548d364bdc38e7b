using System.Globalization;
using AdaSapSweep.Benchmarks.PrunedSpeed;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

// Evaluation of a dense network against the same one cut to half the multiply-accumulates. Exit code 1 when a bar is missed.
const int Side = 32, Batch = 128;
const double Ratio = 0.5, Bar = 1.5;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var rounds = args is [var asked, ..] ? int.Parse(asked, CultureInfo.InvariantCulture) : 21;
string[] architectures = args.Length > 1 ? args[1..] : [Architectures.ResNet20, Architectures.ResNet18, Architectures.Vgg16];
var device = cuda.is_available() ? CUDA : CPU;
Console.WriteLine($"{device}, {get_num_threads()} threads, batch {Batch} of {Side} x {Side}, {rounds} rounds\n");
Console.WriteLine("| network | widths | parameters | MACs | ratio | dense ms (median, lowest to highest) | pruned ms | times as fast |");
Console.WriteLine("|---|---|---:|---:|---:|---:|---:|---:|");
var missed = 0;
foreach (var architecture in architectures)
    foreach (var multiple in (int?[])[null, 8])
        Compare(architecture, multiple);
Console.WriteLine($"\nbar: {Bar} times as fast; missed: {missed}");
return missed == 0 ? 0 : 1;

void Compare(string architecture, int? multiple)
{
    using var scope = NewDisposeScope();
    using var dense = Network.Create(NetworkCatalog.Blueprint(architecture, 10, InputNormalisation.None), 1, device);
    using var pruned = Network.Create(dense.Blueprint, 1, device);
    ChannelSurgery.Remove(
        pruned, multiple is { } n ? UniformCut.ToMacRatio(dense.Blueprint, Side, Ratio, n) : UniformCut.ToMacRatio(dense.Blueprint, Side, Ratio));
    var images = rand([Batch, 3, Side, Side], device: device);
    var (slow, fast) = Timing.OfBoth(dense, pruned, images, rounds);
    var (before, after) = (NetworkCosts.Of(dense.Blueprint, Side, Side), NetworkCosts.Of(pruned.Blueprint, Side, Side));
    var gain = slow.Median / fast.Median;
    if (gain < Bar) missed++;
    var widths = multiple is null ? "any" : $"multiples of {multiple}";
    Console.WriteLine($"| {architecture} | {widths} | {before.Parameters:N0} to {after.Parameters:N0} | {before.Macs:N0} to {after.Macs:N0} | {(double)after.Macs / before.Macs:F3} | {Text(slow)} | {Text(fast)} | {gain:F2} |");
}

static string Text(Timing timing) => $"{timing.Median:F1} ({timing.Times[0]:F1} to {timing.Times[^1]:F1})";
