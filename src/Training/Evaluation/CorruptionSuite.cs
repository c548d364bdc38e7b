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
        var scores = new CorruptionScores();
        var objections = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var kind in kinds)
        {
            foreach (var severity in severities)
            {
                using var corruption = Corruption.Of(kind, severity, run.Test.Side, run.Test.Device);
                var scored = run.Score(count, (first, bytes) => ImageData.ToUnit(corruption.Apply(bytes, first, EvaluationRun.Seed)));
                if (Preconditions.Logits(scored) is { } objection) objections.TryAdd(kind, objection);
                run.Log.Add(Name(kind, severity), scored.Accuracy, Preconditions.Logits(scored));
                scores.Add(kind, scored.Accuracy);
            }
            run.Log.Add($"{MeasurementNames.CorruptionAccuracy}.{kind}", scores.Of(kind), objections.GetValueOrDefault(kind));
        }
        var (ofClean, cleanObjection) = (clean.AccuracyOfFirst(count), Preconditions.Logits(clean));
        void AddMean(string suffix, IReadOnlyList<string> over, double? mean)
        {
            if (mean is not { } accuracy) return;
            var objection = over.Select(objections.GetValueOrDefault).FirstOrDefault(o => o is not null);
            run.Log.Add(MeasurementNames.CorruptionAccuracy + suffix, accuracy, objection);
            run.Log.Add(MeasurementNames.RelativeRobustness + suffix, accuracy / ofClean, objection ?? cleanObjection);
        }

        AddMean("", kinds, scores.Mean);
        AddMean(MeasurementNames.OfBenchmark, CorruptionKinds.Benchmark, scores.MeanOf(CorruptionKinds.Benchmark));
        AddMean(MeasurementNames.OfAllKinds, CorruptionKinds.All, scores.MeanOf(CorruptionKinds.All));
    }

    private static string Name(string kind, int severity) =>
        string.Create(CultureInfo.InvariantCulture, $"{MeasurementNames.CorruptionAccuracy}.{kind}.{severity}");
}
