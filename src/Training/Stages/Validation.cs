using AdaSapSweep.Stages;
using AdaSapSweep.Training.Attacks;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Evaluation;
using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>
/// Scores a network on the images held out, in evaluation mode, between two epochs. The attack's starts follow from the number of the image
/// alone, so that epochs and networks can be compared.
/// </summary>
/// <param name="held">The images that nothing trains on.</param>
/// <param name="batchSize">Images a pass.</param>
/// <param name="progress">Called before each batch with the images done: may stop the stage by an exception.</param>
internal sealed class Validation(ValidationSettings settings, ImageData held, int batchSize, Action<long> progress)
{
    private const long Seed = 0x5EED_0F_7A11;

    /// <returns>The numbers by their name among <see cref="EpochMetrics"/>. Each batch waits for the device once.</returns>
    public IReadOnlyList<KeyValuePair<string, double>> Measure(Network network)
    {
        using var noGrad = no_grad();
        using var steady = new SteadyNetwork(network);
        var clean = new ScoredImages();
        var attacked = new ScoredImages();
        for (var first = 0; first < held.Count; first += batchSize)
        {
            progress(first);
            using var scope = NewDisposeScope();
            var batch = held.Batch(first, Math.Min(batchSize, held.Count - first));
            clean.Add(steady.Logits, batch.Images, batch.Labels);
            if (settings.Attack is not { } attack) continue;
            var start = attack.RandomStart ? StartNoise.Of(Seed, first, batch.Images) : null;
            attacked.Add(steady.Logits, Pgd.Attack(steady.Logits, batch.Images, batch.Labels, attack, start, watch: false).Images, batch.Labels);
        }
        var numbers = new List<KeyValuePair<string, double>> { new(EpochMetrics.ValidationAccuracy, clean.Accuracy) };
        if (settings.Attack is not null)
        {
            numbers.Add(new(EpochMetrics.ValidationRobustAccuracy, attacked.Accuracy));
            numbers.Add(new(EpochMetrics.ValidationRobustLoss, attacked.MeanLoss));
        }
        return numbers;
    }
}
