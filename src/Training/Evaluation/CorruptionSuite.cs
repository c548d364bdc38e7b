using System.Globalization;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Corruptions;
using AdaSapSweep.Training.Data;

namespace AdaSapSweep.Training.Evaluation;

/// <summary>Accuracy on corrupted test images: of each kind and severity, their means, and over the clean accuracy on the same images.</summary>
internal static class CorruptionSuite
{
    private static readonly int[] AllSeverities = [1, 2, 3, 4, 5];

    public static void Measure(EvaluationRun run, EquatableList<string> kinds, ScoredImages clean)
    {
        var count = run.CountOf(run.Settings.CorruptionImages);
        IReadOnlyList<int> severities = run.Settings.Severities is { Count: > 0 } asked ? asked : AllSeverities;
        string? any = null;
        double total = 0;
        foreach (var kind in kinds)
        {
            double sum = 0;
            string? objection = null;
            foreach (var severity in severities)
            {
                using var corruption = Corruption.Of(kind, severity, run.Test.Side, run.Test.Device);
                var scored = run.Score(count, (first, bytes) => ImageData.ToUnit(corruption.Apply(bytes, first, EvaluationRun.Seed)));
                objection ??= Preconditions.Logits(scored);
                run.Log.Add(Name(kind, severity), scored.Accuracy, Preconditions.Logits(scored));
                sum += scored.Accuracy;
            }
            run.Log.Add($"{MeasurementNames.CorruptionAccuracy}.{kind}", sum / severities.Count, objection);
            total += sum / severities.Count;
            any ??= objection;
        }
        var mean = total / kinds.Count;
        run.Log.Add(MeasurementNames.CorruptionAccuracy, mean, any);
        run.Log.Add(MeasurementNames.RelativeRobustness, mean / clean.AccuracyOfFirst(count), any ?? Preconditions.Logits(clean));
    }

    private static string Name(string kind, int severity) =>
        string.Create(CultureInfo.InvariantCulture, $"{MeasurementNames.CorruptionAccuracy}.{kind}.{severity}");
}
