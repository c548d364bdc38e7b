using System.Globalization;
using System.Text.Json;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Stages;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>
/// Whether both sides compute the same thing: from the same weights, steps on one batch that is neither augmented nor attacked at random.
/// </summary>
internal sealed class Check(Options options, Ground ground, Reference reference)
{
    /// <summary>More than one, so that momentum and averaged scores take part.</summary>
    private const int Steps = 3;

    /// <summary>Of a loss, relative.</summary>
    private const double Tolerance = 3e-3;

    /// <summary>Rounding is carried on by steps, most of all by the signs of an attack: the reference, run twice with the images of the batch in other orders, says how far.</summary>
    private const double TimesRounding = 10;

    private bool _isSame = true;

    /// <returns>False when a row is not the same.</returns>
    public bool Run()
    {
        Console.WriteLine($"{Steps} steps on one batch of {StepMethods.Batch}, PyTorch {reference.Version}\n");
        Console.WriteLine("| row | network | loss of the last step, ours | PyTorch | largest relative difference of a loss | distance of the weights / distance moved | PyTorch from PyTorch |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|---:|");
        foreach (var network in StepMethods.Networks.Where(n => options.Networks?.Contains(n) != false))
        {
            foreach (var method in StepMethods.All.Where(m => options.Rows?.Contains(m) != false)) Training(method, network);
            if (options.Rows?.Contains(RowNames.Mask) != false) Mask(network);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nat most {Tolerance:0e+0} of a loss and {TimesRounding} times the last column are allowed: {(_isSame ? "the same" : "NOT the same")}"));
        return _isSame;
    }

    private void Training(string method, string network)
    {
        var settings = StepMethods.Of(method, network, StepMethods.Batch, Steps, isRandom: false);
        reference.Prepare(ground.Question("training", method, settings, options.Threads));
        var result = StageProgram.Run(StageKinds.Pretrain, settings, ground.Inputs(new SilentObserver(), CancellationToken.None));
        double[] ours = [.. result.Epochs.Where(e => e.Name == EpochMetrics.Loss).Select(e => e.Value)];
        var answer = reference.Ask(new { @do = "compare", steps = Steps, weights = ground.Output });
        var theirs = answer["losses"].Deserialize<double[]>()!;
        Add(method, network, ours, theirs, answer["distance"]!.GetValue<double>(), answer["rounding"]!.GetValue<double>());
    }

    private void Mask(string network)
    {
        var settings = StepMethods.Of(StepMethods.Sgd, network, StepMethods.Batch, 1, isRandom: false);
        using var row = new MaskRow(ground, settings);
        reference.Prepare(ground.MaskQuestion(row.File, options.Threads));
        var ours = row.Kept();
        var theirs = reference.Ask(new { @do = "compare" })["kept"].Deserialize<Dictionary<string, int[]>>()!;
        var apart = ours.Sum(layer => layer.Value.Index().Count(flag => flag.Item) + theirs[layer.Key].Length - 2 * theirs[layer.Key].Count(place => layer.Value[place]));
        _isSame &= apart == 0;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {RowNames.Mask} | {network} | | | {apart} of {ours.Sum(l => l.Value.Length):N0} weights kept by one alone | | |"));
    }

    private void Add(string row, string network, double[] ours, double[] theirs, double distance, double rounding)
    {
        var difference = ours.Zip(theirs, (a, b) => Math.Abs(a - b) / Math.Abs(b)).Max();
        _isSame &= difference <= Tolerance && distance <= TimesRounding * rounding;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {row} | {network} | {ours[^1]:F6} | {theirs[^1]:F6} | {difference:0.0e+0} | {distance:0.0e+0} | {rounding:0.0e+0} |"));
    }
}
