using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Sharpness;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>Which training images the scores of a mask are computed on: clean ones, drawn by the stage key. In batches of the stage's size, and in parts of them.</summary>
internal sealed class MaskImages(TrainingSettings settings, StageInputs inputs, ImageData data)
{
    /// <summary>Batch norm needs two images.</summary>
    private const int Least = 2;

    /// <returns>Numbers of that many images, or of all there are.</returns>
    public long[] Any(int count) => Shuffled()[..Math.Min(count, data.Count)];

    /// <returns>Numbers of that many images of each class, or of all that it has, the classes mixed.</returns>
    public long[] OfEachClass(int count)
    {
        using var scope = NewDisposeScope();
        var labels = data.Labels.cpu().data<long>().ToArray();
        var taken = new int[data.Classes];
        return [.. Shuffled().Where(image => taken[labels[image]]++ < count)];
    }

    /// <summary>The mean cross-entropy over the images, as a function of the weights.</summary>
    /// <param name="temperature">What logits are divided by.</param>
    public LossSurface Loss(Network network, IReadOnlyList<Tensor> weights, long[] images, BatchNormMode mode, double temperature = 1)
    {
        var batches = (images.Length + settings.BatchSize - 1) / settings.BatchSize;
        return new(weights, [.. BatchParts.Of(images.Length, batches * inputs.MicroBatches, Least).Select(Part)]);

        LossPart Part((long Start, long Length) span) => new((double)span.Length / images.Length, () =>
        {
            ShowLife();
            var batch = data.Batch(tensor(images[(int)span.Start..(int)(span.Start + span.Length)], [span.Length], ScalarType.Int64).to(data.Device));
            var logits = network.Forward(batch.Images, mode);
            return nn.functional.cross_entropy(temperature == 1 ? logits : logits.div(temperature), batch.Labels);
        });
    }

    /// <summary>Scoring is work that takes no step.</summary>
    public void ShowLife()
    {
        inputs.Stop.ThrowIfCancellationRequested();
        inputs.Observer.Prepared(data.Count);
    }

    private long[] Shuffled()
    {
        var numbers = new long[data.Count];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = i;
        SplitMix64.For(StageSeeds.Of(inputs.StageKey, StageSeeds.MaskImages)).Shuffle(numbers.AsSpan());
        return numbers;
    }
}
