using AdaSapSweep.ImageSets;
using AdaSapSweep.Training.Data;

namespace AdaSapSweep.Training.Evaluation;

/// <summary>Accuracy and loss on a second test set, and its accuracy over the clean one: R_V2 of AdaSAP (arXiv 2306.14306).</summary>
internal static class ShiftedSuite
{
    /// <param name="images">Brings the set onto the device; it is there for the length of this suite alone.</param>
    /// <exception cref="DataSetException">The set is missing or damaged, or its images are not of the classes and the side of the test images.</exception>
    public static void Measure(EvaluationRun run, Func<ImageData> images, ScoredImages clean)
    {
        using var shifted = images();
        // On another machine other files may lie under the same path.
        if (shifted.Side != run.Test.Side || shifted.Classes > run.Test.Classes)
            throw new DataSetException($"the shifted test set has {shifted.Classes} classes at {shifted.Side} pixels a side; the test images have {run.Test.Classes} at {run.Test.Side}");
        var scored = (run with { Test = shifted }).Score(shifted.Count, (_, bytes) => ImageData.ToUnit(bytes));
        var objection = Preconditions.Logits(scored);
        run.Log.Add(MeasurementNames.ShiftedAccuracy, scored.Accuracy, objection);
        run.Log.Add(MeasurementNames.ShiftedLoss, scored.MeanLoss, objection);
        run.Log.Add(MeasurementNames.RelativeRobustnessShifted, scored.Accuracy / clean.Accuracy, objection ?? Preconditions.Logits(clean));
    }
}
