using AdaSapSweep.Training.Data;

namespace AdaSapSweep.Training.Evaluation;

/// <summary>Accuracy and loss on all test images as they are.</summary>
internal static class CleanSuite
{
    /// <returns>Which images were right: what the other suites compare with.</returns>
    public static ScoredImages Measure(EvaluationRun run)
    {
        var clean = run.Score(run.Test.Count, (_, bytes) => ImageData.ToUnit(bytes));
        run.Log.Add(MeasurementNames.CleanAccuracy, clean.Accuracy, Preconditions.Logits(clean));
        run.Log.Add(MeasurementNames.CleanLoss, clean.MeanLoss, Preconditions.Logits(clean));
        return clean;
    }
}
