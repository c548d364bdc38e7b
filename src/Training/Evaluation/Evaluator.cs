using System.Globalization;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Attacks;
using AdaSapSweep.Training.Corruptions;
using AdaSapSweep.Training.Data;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Evaluation;

/// <summary>
/// Measures a finished network. Attack starts and corruption noise follow from one fixed seed and the number of the image, so two
/// networks meet the same noise, whatever the batch size or the device.
/// </summary>
public sealed class Evaluator
{
    private const long Seed = 0x5EED_0F_E7A1;
    private static readonly int[] AllSeverities = [1, 2, 3, 4, 5];

    private readonly EvaluationSettings _settings;
    private readonly Func<Tensor, Tensor> _logits;
    private readonly ImageData _test;
    private readonly Action _progress;
    private readonly CancellationToken _cancellation;
    private readonly int _microBatches;
    private readonly MeasurementLog _log = new();

    private Evaluator(
        EvaluationSettings settings, Func<Tensor, Tensor> logits, ImageData test, int microBatches, Action progress, CancellationToken cancellation)
    {
        (_settings, _logits, _test, _microBatches, _progress, _cancellation) = (settings, logits, test, microBatches, progress, cancellation);
    }

    /// <param name="logits">The network in evaluation mode, normalisation inside: float (n, 3, side, side) in [0, 1] to (n, classes).</param>
    /// <param name="microBatches">Parts that a batch is worked on in.</param>
    /// <param name="progress">Called after every part of a batch.</param>
    /// <exception cref="OperationCanceledException">Cancelled; checked before every part of a batch.</exception>
    public static EvaluationResult Run(
        EvaluationSettings settings,
        Func<Tensor, Tensor> logits,
        ImageData test,
        NetworkFacts facts,
        int microBatches,
        Action progress,
        CancellationToken cancellation)
    {
        var evaluator = new Evaluator(settings, logits, test, microBatches, progress, cancellation);
        evaluator.AddSizes(facts);
        var clean = evaluator.Score(test.Count, (_, bytes) => ImageData.ToUnit(bytes));
        evaluator._log.Add(MeasurementNames.CleanAccuracy, clean.Accuracy, Preconditions.Logits(clean));
        evaluator._log.Add(MeasurementNames.CleanLoss, clean.MeanLoss, Preconditions.Logits(clean));
        if (settings.Attack is { } attack) evaluator.AddAttack(attack, clean);
        if (settings.Corruptions is { Count: > 0 } kinds) evaluator.AddCorruptions(kinds, clean);
        if (settings.Latency) evaluator.AddLatency();
        return evaluator._log.Result;
    }

    private void AddSizes(NetworkFacts facts)
    {
        _log.Add(MeasurementNames.Parameters, facts.Parameters);
        _log.Add(MeasurementNames.ParameterRatio, (double)facts.Parameters / facts.DenseParameters, Preconditions.Size(facts, _settings));
        _log.Add(MeasurementNames.Macs, facts.Macs);
        _log.Add(MeasurementNames.MacsRatio, (double)facts.Macs / facts.DenseMacs);
        _log.Add(MeasurementNames.Sparsity, (double)facts.ZeroWeights / facts.PrunableWeights, Preconditions.Sparsity(facts, _settings));
    }

    private void AddAttack(AttackSettings attack, ScoredImages clean)
    {
        var count = Math.Min(_settings.AttackImages ?? _test.Count, _test.Count);
        using var scope = NewDisposeScope();
        var batches = new List<Tensor>();
        var attacked = Score(count, (first, bytes) =>
        {
            var images = ImageData.ToUnit(bytes);
            using var labels = _test.Labels.narrow(0, first, bytes.shape[0]);
            var result = Pgd.Attack(_logits, images, labels, attack, attack.RandomStart ? StartNoise(first, images) : null);
            batches.Add(result.NoGradient!.MoveToOtherDisposeScope(scope));
            return result.Images;
        });
        var cleanAttacked = clean.AccuracyOfFirst(count);
        var withoutGradient = cat(batches).cpu().data<bool>().ToArray();
        var deaf = Enumerable.Range(0, count).Count(i => withoutGradient[i] && attacked.IsCorrect(i));
        _log.Add(MeasurementNames.CleanAccuracyAttacked, cleanAttacked, Preconditions.Logits(clean));
        _log.Add(MeasurementNames.PgdAccuracy, attacked.Accuracy, Preconditions.Attack(attacked, attacked.Accuracy, cleanAttacked, deaf));
    }

    private void AddCorruptions(EquatableList<string> kinds, ScoredImages clean)
    {
        var count = Math.Min(_settings.CorruptionImages ?? _test.Count, _test.Count);
        IReadOnlyList<int> severities = _settings.Severities is { Count: > 0 } asked ? asked : AllSeverities;
        string? any = null;
        double total = 0;
        using var onHost = _test.Bytes.cpu();
        foreach (var kind in kinds)
        {
            double sum = 0;
            string? objection = null;
            foreach (var severity in severities)
            {
                var scored = Score(count, (first, bytes) =>
                {
                    var corrupted = Corruption.Apply(kind, severity, onHost.narrow(0, first, bytes.shape[0]), first, Seed);
                    return ImageData.ToUnit(corrupted.to(bytes.device));
                });
                objection ??= Preconditions.Logits(scored);
                _log.Add(CorruptionName(kind, severity), scored.Accuracy, Preconditions.Logits(scored));
                sum += scored.Accuracy;
            }
            _log.Add($"{MeasurementNames.CorruptionAccuracy}.{kind}", sum / severities.Count, objection);
            total += sum / severities.Count;
            any ??= objection;
        }
        var mean = total / kinds.Count;
        _log.Add(MeasurementNames.CorruptionAccuracy, mean, any);
        _log.Add(MeasurementNames.RelativeRobustness, mean / clean.AccuracyOfFirst(count), any ?? Preconditions.Logits(clean));
    }

    private void AddLatency()
    {
        using var scope = NewDisposeScope();
        var images = _test.Batch(0, Math.Min(_settings.BatchSize, _test.Count)).Images;
        Tensor[] parts = [.. BatchParts.Of(images.shape[0], _microBatches, least: 1).Select(part => images.narrow(0, part.Start, part.Length))];
        var milliseconds = LatencyProbe.Milliseconds(_logits, parts, _cancellation);
        _log.Add(MeasurementNames.LatencyMs, milliseconds, isTiming: true);
        _log.Add(MeasurementNames.LatencyImagesPerSecond, images.shape[0] * 1000 / milliseconds, isTiming: true);
        _progress();
    }

    /// <param name="prepare">From (number of the first image, bytes of the batch) to images in [0, 1].</param>
    private ScoredImages Score(int count, Func<int, Tensor, Tensor> prepare)
    {
        var scored = new ScoredImages();
        for (var batch = 0; batch < count; batch += _settings.BatchSize)
            foreach (var (start, length) in BatchParts.Of(Math.Min(_settings.BatchSize, count - batch), _microBatches, least: 1))
            {
                _cancellation.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var first = batch + (int)start;
                scored.Add(_logits, prepare(first, _test.Bytes.narrow(0, first, length)), _test.Labels.narrow(0, first, length));
                _progress();
            }
        return scored;
    }

    private static Tensor StartNoise(int first, Tensor images)
    {
        var size = (int)(images.numel() / images.shape[0]);
        var draws = new float[images.numel()];
        for (var i = 0; i < draws.Length; i += size)
        {
            var random = SplitMix64.For(Seed, first + i / size);
            for (var k = i; k < i + size; k++) draws[k] = (random.Next() >> 40) * (1f / (1 << 24));
        }
        using var scope = NewDisposeScope();
        return tensor(draws, images.shape, ScalarType.Float32).to(images.device).MoveToOuterDisposeScope();
    }

    private static string CorruptionName(string kind, int severity) =>
        string.Create(CultureInfo.InvariantCulture, $"{MeasurementNames.CorruptionAccuracy}.{kind}.{severity}");
}
