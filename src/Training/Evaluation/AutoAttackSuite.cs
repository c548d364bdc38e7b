using AdaSapSweep.Stages;
using AdaSapSweep.Training.Attacks;
using AdaSapSweep.Training.Data;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Evaluation;

/// <summary>Accuracy under AutoAttack on the first test images, after each of its parts, and clean on the same ones.</summary>
internal static class AutoAttackSuite
{
    private static readonly IReadOnlyDictionary<AutoAttackPart, string> Names = new Dictionary<AutoAttackPart, string>
    {
        [AutoAttackPart.ApgdCe] = MeasurementNames.ApgdCeAccuracy,
        [AutoAttackPart.ApgdT] = MeasurementNames.ApgdTAccuracy,
        [AutoAttackPart.FabT] = MeasurementNames.FabTAccuracy,
        [AutoAttackPart.Square] = MeasurementNames.SquareAccuracy,
    };

    public static void Measure(EvaluationRun run, AutoAttackSettings attack, ScoredImages clean, AutoAttackEffort? effort = null)
    {
        var count = run.CountOf(attack.Images);
        var batch = (run.Settings.BatchSize + run.MicroBatches - 1) / run.MicroBatches;
        var context = new AttackContext(run.Logits, new Ball(attack.Norm, attack.Epsilon), EvaluationRun.Seed, () =>
        {
            run.Cancellation.ThrowIfCancellationRequested();
            run.Progress();
        });
        var (classes, suspicion) = ModelChecks.Look(run, Math.Min(batch, count));
        var outcome = AutoAttack.Run(context, [.. Enumerable.Range(0, count).Where(clean.IsCorrect)], batch, numbers => Load(run, numbers), effort);
        var accuracy = Names.ToDictionary(part => part.Key, part => outcome.Standing[part.Key].Count / (double)count);
        var objection = Preconditions.Logits(clean) ?? suspicion ?? Preconditions.AutoAttack(outcome, count);
        run.Log.Add(MeasurementNames.AutoAttackCleanAccuracy, clean.AccuracyOfFirst(count), Preconditions.Logits(clean));
        foreach (var (part, name) in Names) run.Log.Add(name, accuracy[part], objection);
        run.Log.Add(MeasurementNames.AutoAttackAccuracy, accuracy[AutoAttackPart.Square], objection);
        run.Log.Add(MeasurementNames.AutoAttackTargets, Math.Min((effort ?? new()).Targets, classes - 1));
    }

    private static AttackedImages Load(EvaluationRun run, IReadOnlyList<int> numbers)
    {
        long[] places = [.. numbers.Select(number => (long)number)];
        var at = tensor(places, ScalarType.Int64).to(run.Test.Device);
        return new AttackedImages(ImageData.ToUnit(run.Test.Bytes.index_select(0, at)), run.Test.Labels.index_select(0, at), at);
    }
}
