using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Evaluation;

/// <summary>
/// Measures a finished network, suite by suite. Attack starts and corruption noise follow from one fixed seed and the number of the image,
/// so two networks meet the same noise, whatever the batch size or the device.
/// </summary>
public static class Evaluator
{
    /// <param name="logits">The network in evaluation mode, normalisation inside: float (n, 3, side, side) in [0, 1] to (n, classes).</param>
    /// <param name="microBatches">Parts that a batch is worked on in.</param>
    /// <param name="progress">Called after every part of a batch.</param>
    /// <param name="movable">The same network through its own parameters; only sharpness asks for it.</param>
    /// <param name="best">The network of the best epoch, as <paramref name="logits"/>; null: the settings do not ask for it.</param>
    /// <param name="training">Loads training images; called where the settings ask for them, and disposed of here.</param>
    /// <param name="shifted">Loads the second test set; called where the settings ask for one, and disposed of here.</param>
    /// <exception cref="OperationCanceledException">Cancelled; checked before every part of a batch.</exception>
    public static EvaluationResult Run(
        EvaluationSettings settings,
        Func<Tensor, Tensor> logits,
        ImageData test,
        NetworkFacts facts,
        int microBatches,
        Action progress,
        CancellationToken cancellation,
        MovableNetwork? movable = null,
        Func<ImageData>? shifted = null,
        Func<Tensor, Tensor>? best = null,
        Func<ImageData>? training = null)
    {
        var run = new EvaluationRun(settings, logits, test, microBatches, progress, cancellation);
        SizeSuite.Measure(run, facts);
        var clean = CleanSuite.Measure(run);
        AttackSuite.Measure(run, clean);
        if (settings.Best == true) BestSuite.Measure(run, best ?? throw new ArgumentException("the best epoch's network is asked for, and none is given", nameof(best)));
        if (settings.TrainingImages is not null) TrainingSuite.Measure(run, training ?? throw new ArgumentException("training images are asked for, and none are given", nameof(training)));
        if (settings.AutoAttack is { } autoAttack) AutoAttackSuite.Measure(run, autoAttack, clean);
        if (settings.Corruptions is { Count: > 0 } kinds) CorruptionSuite.Measure(run, kinds, clean);
        if (settings.Shifted is not null) ShiftedSuite.Measure(run, shifted ?? throw new ArgumentException("a shifted test set is asked for, and none is given", nameof(shifted)), clean);
        if (settings.Sharpness is { } sharpness)
            SharpnessSuite.Measure(run, sharpness, movable ?? throw new ArgumentException("sharpness is that of parameters, and none are given", nameof(movable)));
        if (settings.Latency) LatencySuite.Measure(run);
        return run.Log.Result;
    }
}
