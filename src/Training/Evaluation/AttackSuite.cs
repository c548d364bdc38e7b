using AdaSapSweep.Stages;
using AdaSapSweep.Training.Attacks;
using AdaSapSweep.Training.Data;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Evaluation;

/// <summary>Accuracy under PGD and its kin on the first test images, and clean on the same ones.</summary>
internal static class AttackSuite
{
    public static void Measure(EvaluationRun run, ScoredImages clean)
    {
        var settings = run.Settings;
        if ((settings.Attack ?? settings.Fgsm ?? settings.Cw) is null) return;
        var count = run.CountOf(settings.AttackImages);
        run.Log.Add(MeasurementNames.CleanAccuracyAttacked, clean.AccuracyOfFirst(count), Preconditions.Logits(clean));
        if (settings.Attack is { } pgd) Measure(run, pgd, count, clean, MeasurementNames.PgdAccuracy);
        if (settings.Fgsm is { } fgsm) Measure(run, fgsm, count, clean, MeasurementNames.FgsmAccuracy);
        if (settings.Cw is { } cw) Measure(run, cw, count, clean, MeasurementNames.CwAccuracy, AttackLosses.Margin);
    }

    private static void Measure(
        EvaluationRun run, AttackSettings attack, int count, ScoredImages clean, string name, Func<Tensor, Tensor, Tensor>? loss = null)
    {
        using var scope = NewDisposeScope();
        var batches = new List<Tensor>();
        var attacked = run.Score(count, (first, bytes) =>
        {
            var images = ImageData.ToUnit(bytes);
            using var labels = run.Test.Labels.narrow(0, first, bytes.shape[0]);
            var result = Pgd.Attack(run.Logits, images, labels, attack, attack.RandomStart ? StartNoise.Of(EvaluationRun.Seed, first, images) : null, loss: loss);
            batches.Add(result.NoGradient!.MoveToOtherDisposeScope(scope));
            return result.Images;
        });
        var withoutGradient = cat(batches).cpu().data<bool>().ToArray();
        var deaf = Enumerable.Range(0, count).Count(i => withoutGradient[i] && attacked.IsCorrect(i));
        run.Log.Add(name, attacked.Accuracy, Preconditions.Attack(attacked, attacked.Accuracy, clean.AccuracyOfFirst(count), deaf));
    }
}
