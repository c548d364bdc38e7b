using static TorchSharp.torch;

namespace AdaSapSweep.Training.Evaluation;

/// <summary>Clean and attacked accuracy of the best epoch's network, and how much the last one lost against it.</summary>
internal static class BestSuite
{
    /// <param name="run">Of the last network, whose clean and PGD accuracies are in its log.</param>
    public static void Measure(EvaluationRun run, Func<Tensor, Tensor> best)
    {
        var own = run with { Logits = best, Log = run.Log.Under(MeasurementNames.OfBest) };
        var clean = CleanSuite.Measure(own);
        AttackSuite.Measure(own, clean);
        if (run.Settings.AutoAttack is { } autoAttack) AutoAttackSuite.Measure(own, autoAttack, clean);
        run.Log.AddDifference(MeasurementNames.CleanDifference, own.Log, run.Log, MeasurementNames.CleanAccuracy);
        run.Log.AddDifference(MeasurementNames.RobustOverfitting, own.Log, run.Log, MeasurementNames.PgdAccuracy);
    }
}
