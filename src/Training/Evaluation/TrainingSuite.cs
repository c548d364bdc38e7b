using AdaSapSweep.Training.Data;

namespace AdaSapSweep.Training.Evaluation;

/// <summary>Clean and attacked accuracy on training images that are not augmented, and how far that is above the test images.</summary>
internal static class TrainingSuite
{
    /// <param name="run">Of the test images, whose clean and PGD accuracies are in its log.</param>
    public static void Measure(EvaluationRun run, Func<ImageData> training)
    {
        using var images = training();
        var own = run with { Test = images, Log = run.Log.Under(MeasurementNames.OfTraining), Settings = run.Settings with { AttackImages = null } };
        AttackSuite.Measure(own, CleanSuite.Measure(own));
        run.Log.AddDifference(MeasurementNames.CleanGeneralisationGap, own.Log, run.Log, MeasurementNames.CleanAccuracy);
        run.Log.AddDifference(MeasurementNames.RobustGeneralisationGap, own.Log, run.Log, MeasurementNames.PgdAccuracy);
    }
}
