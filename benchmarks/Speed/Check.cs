using System.Globalization;
using System.Text.Json;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Evaluation;
using AdaSapSweep.Training.Stages;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>
/// Whether both sides compute the same thing: from the same weights, steps on one batch that is neither augmented nor attacked at random.
/// </summary>
internal sealed class Check(Options options, Ground ground, Reference reference)
{
    /// <summary>More than one, so that momentum and averaged scores take part.</summary>
    private const int Steps = 2;

    /// <summary>Small, as the large networks take seconds a step.</summary>
    private const int Batch = 16;

    /// <summary>Of a loss, relative.</summary>
    private const double Tolerance = 5e-3;

    /// <summary>The same where both sides keep eight bits between layers.</summary>
    private const double LowTolerance = 2e-2;

    /// <summary>Of the weights' distance over how far they moved: a few ReLUs that rounding switches, or signs of an attack. A step that is another one is apart by tenths.</summary>
    private const double Apart = 0.05;

    /// <summary>Or so many times what rounding does: the reference, run again with channels last and the images of the batch in another order, says it.</summary>
    private const double TimesRounding = 3;

    /// <summary>The same in bfloat16, where rounding alone is far above <see cref="Apart"/>.</summary>
    private const double TimesLowRounding = 2;

    /// <summary>Share of the weights: which of two equal gradients grows is left open by a sort.</summary>
    private const double Ties = 1e-6;

    /// <summary>Of the usual radii and the usual learning rate: steps so short that rounding is not carried far.</summary>
    private const double Short = 0.1;

    /// <summary>Images of an evaluation whose two best logits rounding can swap.</summary>
    private const double Undecided = 1;

    /// <summary>The same where logits are rounded to eight bits, of 128 images.</summary>
    private const double LowUndecided = 4;

    private bool _isSame = true;

    /// <returns>False when a row is not the same.</returns>
    public bool Run()
    {
        Console.WriteLine($"{Steps} steps on one batch of {Batch}, PyTorch {reference.Version}\n");
        Console.WriteLine("| row | network | loss of the last step, ours | PyTorch | largest relative difference of a loss | PyTorch from PyTorch | distance of the weights / distance moved | PyTorch from PyTorch |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|---:|---:|");
        foreach (var network in StepMethods.Networks.Where(n => options.Networks?.Contains(n) != false))
        {
            foreach (var method in StepMethods.All.Where(m => options.Rows?.Contains(m) != false)) Training(method, network);
            foreach (var method in StepMethods.All.Where(m => StageSides.InLowPrecision.Contains(m) && options.Rows?.Contains(RowNames.Precision) != false))
                Training(method, network, Precisions.BFloat16);
            if (options.Rows?.Contains(RowNames.Mask) != false) Mask(network);
            if (options.Rows?.Contains(RowNames.Evaluation) != false) Evaluation(network, null);
            if (options.Rows?.Contains(RowNames.Precision) != false) Evaluation(network, Precisions.BFloat16);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nat most {Tolerance:0e+0} of a loss and {Apart} of the weights, in bfloat16 {LowTolerance:0e+0} of a loss,"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"or {TimesRounding} times what PyTorch differs from itself with channels last and the images in another order, in bfloat16 {TimesLowRounding} times, are allowed: {(_isSame ? "the same" : "NOT the same")}"));
        return _isSame;
    }

    private void Training(string method, string network, string? precision = null)
    {
        var usual = StepMethods.Of(method, network, Batch, Steps, isRandom: false) with { BatchSize = Batch };
        var settings = usual with
        {
            Optimizer = usual.Optimizer with { LearningRate = Short * usual.Optimizer.LearningRate },
            Precision = precision,
            Perturbation = usual.Perturbation is { } p ? p with { RhoMin = Short * p.RhoMin, RhoMax = Short * p.RhoMax } : null,
        };
        reference.Prepare(ground.Question("training", method, settings, options.Threads));
        var result = StageProgram.Run(StageKinds.Pretrain, settings, ground.Inputs(new SilentObserver(), CancellationToken.None));
        double[] ours = [.. result.Epochs.Where(e => e.Name == EpochMetrics.Loss).Select(e => e.Value)];
        var answer = reference.Ask(new { @do = "compare", steps = Steps, weights = ground.Output });
        var theirs = answer["losses"].Deserialize<double[]>()!;
        var (loss, times) = precision is null ? (Tolerance, TimesRounding) : (LowTolerance, TimesLowRounding);
        var (rounding, ofLoss) = (answer["rounding"]!.GetValue<double>(), answer["loss_rounding"]!.GetValue<double>());
        var (difference, distance) = (ours.Zip(theirs, (a, b) => Math.Abs(a - b) / Math.Abs(b)).Max(), answer["distance"]!.GetValue<double>());
        _isSame &= difference <= Math.Max(loss, times * ofLoss) && distance <= Math.Max(Apart, times * rounding);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {Named(method, precision)} | {network} | {ours[^1]:F6} | {theirs[^1]:F6} | {difference:0.0e+0} | {ofLoss:0.0e+0} | {distance:0.0e+0} | {rounding:0.0e+0} |"));
    }

    private void Mask(string network)
    {
        var settings = StepMethods.Of(StepMethods.Sgd, network, StepMethods.Batch, 1, isRandom: false);
        using var row = new MaskRow(ground, settings);
        reference.Prepare(ground.MaskQuestion(row.File, options.Threads));
        var ours = row.Kept();
        var theirs = reference.Ask(new { @do = "compare" })["kept"].Deserialize<Dictionary<string, int[]>>()!;
        var apart = ours.Sum(layer => layer.Value.Index().Count(flag => flag.Item) + theirs[layer.Key].Length - 2 * theirs[layer.Key].Count(place => layer.Value[place]));
        var all = ours.Sum(layer => layer.Value.Length);
        _isSame &= apart <= Ties * all;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {RowNames.Mask} | {network} | | | {apart} of {all:N0} weights kept by one alone | | | |"));
    }

    /// <summary>Of a network that has been trained a little, so that its batch norms are not what they begin as.</summary>
    private void Evaluation(string network, string? precision)
    {
        var settings = StepMethods.Of(StepMethods.Sgd, network, StepMethods.Batch, 1, isRandom: false) with { BatchSize = Batch };
        StageProgram.Run(StageKinds.Pretrain, settings, ground.Inputs(new SilentObserver(), CancellationToken.None));
        var asked = new EvaluationSettings { Data = settings.Data, Architecture = network, BatchSize = StepMethods.Batch, Precision = precision };
        var measured = StageProgram.Run(StageKinds.Evaluate, asked, ground.Inputs(new SilentObserver(), CancellationToken.None, ground.Output)).Measurements;
        double Ours(string name) => measured.Single(m => m.Name == name).Value;
        reference.Prepare(new Dictionary<string, object?>(ground.Question("evaluation", StepMethods.Sgd, settings with { BatchSize = StepMethods.Batch, Precision = precision }, options.Threads))
        {
            ["weights"] = ground.Output,
        });
        var theirs = reference.Ask(new { @do = "compare" });
        var (loss, correct) = (theirs["loss"]!.GetValue<double>(), theirs["correct"]!.GetValue<int>());
        var difference = Math.Abs(Ours(MeasurementNames.CleanLoss) - loss) / loss;
        var apart = Math.Abs(Math.Round(Ours(MeasurementNames.CleanAccuracy) * StepMethods.Batch) - correct);
        _isSame &= difference <= (precision is null ? Tolerance : LowTolerance) && apart <= (precision is null ? Undecided : LowUndecided);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {Named(RowNames.Evaluation, precision)} | {network} | {Ours(MeasurementNames.CleanLoss):F6} | {loss:F6} | {difference:0.0e+0} | | {apart} of {StepMethods.Batch} images more are right on one side | |"));
    }

    private static string Named(string row, string? precision) => precision is null ? row : $"{row}, {precision}";
}
