using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Evaluation;

/// <summary>What the suites of one evaluation share: the network, the test images, the numbers so far, and the one loop over batches.</summary>
/// <param name="Logits">The network in evaluation mode, normalisation inside: float (n, 3, side, side) in [0, 1] to (n, classes).</param>
/// <param name="MicroBatches">Parts that a batch is worked on in.</param>
/// <param name="Progress">Called after every part of a batch.</param>
internal sealed record EvaluationRun(
    EvaluationSettings Settings, Func<Tensor, Tensor> Logits, ImageData Test, int MicroBatches, Action Progress, CancellationToken Cancellation)
{
    /// <summary>Seed of every random draw of an evaluation, the same for all trials.</summary>
    public const long Seed = 0x5EED_0F_E7A1;

    public MeasurementLog Log { get; init; } = new();

    /// <summary>How many test images a suite looks at that was asked for so many; null: all.</summary>
    public int CountOf(int? asked) => Math.Min(asked ?? Test.Count, Test.Count);

    /// <summary>Scores the first <paramref name="count"/> test images, part by part.</summary>
    /// <param name="prepare">From (number of the first image, bytes of the part) to images in [0, 1].</param>
    /// <exception cref="OperationCanceledException">Cancelled; checked before every part of a batch.</exception>
    public ScoredImages Score(int count, Func<int, Tensor, Tensor> prepare)
    {
        var scored = new ScoredImages();
        for (var batch = 0; batch < count; batch += Settings.BatchSize)
            foreach (var (start, length) in BatchParts.Of(Math.Min(Settings.BatchSize, count - batch), MicroBatches, least: 1))
            {
                Cancellation.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var first = batch + (int)start;
                scored.Add(Logits, prepare(first, Test.Bytes.narrow(0, first, length)), Test.Labels.narrow(0, first, length));
                Progress();
            }
        return scored;
    }
}
