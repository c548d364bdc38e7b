using AdaSapSweep.Stages;
using AdaSapSweep.Training.Attacks;
using AdaSapSweep.Training.Data;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Evaluation;

/// <summary>Accuracy under PGD on the first test images, and clean on the same ones.</summary>
internal static class AttackSuite
{
    public static void Measure(EvaluationRun run, AttackSettings attack, ScoredImages clean)
    {
        var count = run.CountOf(run.Settings.AttackImages);
        using var scope = NewDisposeScope();
        var batches = new List<Tensor>();
        var attacked = run.Score(count, (first, bytes) =>
        {
            var images = ImageData.ToUnit(bytes);
            using var labels = run.Test.Labels.narrow(0, first, bytes.shape[0]);
            var result = Pgd.Attack(run.Logits, images, labels, attack, attack.RandomStart ? StartNoise(first, images) : null);
            batches.Add(result.NoGradient!.MoveToOtherDisposeScope(scope));
            return result.Images;
        });
        var cleanAttacked = clean.AccuracyOfFirst(count);
        var withoutGradient = cat(batches).cpu().data<bool>().ToArray();
        var deaf = Enumerable.Range(0, count).Count(i => withoutGradient[i] && attacked.IsCorrect(i));
        run.Log.Add(MeasurementNames.CleanAccuracyAttacked, cleanAttacked, Preconditions.Logits(clean));
        run.Log.Add(MeasurementNames.PgdAccuracy, attacked.Accuracy, Preconditions.Attack(attacked, attacked.Accuracy, cleanAttacked, deaf));
    }

    private static Tensor StartNoise(int first, Tensor images)
    {
        var size = (int)(images.numel() / images.shape[0]);
        var draws = new float[images.numel()];
        for (var i = 0; i < draws.Length; i += size)
        {
            var random = SplitMix64.For(EvaluationRun.Seed, first + i / size);
            for (var k = i; k < i + size; k++) draws[k] = (random.Next() >> 40) * (1f / (1 << 24));
        }
        using var scope = NewDisposeScope();
        return tensor(draws, images.shape, ScalarType.Float32).to(images.device).MoveToOuterDisposeScope();
    }
}
