using AdaSapSweep.Training.Data;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>A part of a training batch.</summary>
/// <param name="AttackStart">Draws for the attack's random start; null without one.</param>
/// <param name="Share">Of the batch's images, in (0, 1].</param>
internal sealed record BatchPart(Tensor Labels, Tensor? AttackStart, double Share)
{
    /// <summary>Batch norm needs two images.</summary>
    private const int Least = 2;

    /// <summary>Draws of the network's dropouts; null without any.</summary>
    public IReadOnlyDictionary<string, Tensor>? Dropout { get; private init; }

    /// <summary>Augmented.</summary>
    public required Tensor Images { get; init; }

    /// <summary>What the network is trained on: the images, attacked once an objective has prepared the part.</summary>
    public Tensor Seen { get => field ?? Images; set; }

    /// <summary>Logits (n, classes) of each teacher for what the network is trained on, once an objective has prepared the part.</summary>
    public IReadOnlyList<Tensor> Taught { get; set; } = [];

    /// <returns>Views, in the order of the batch.</returns>
    public static BatchPart[] Of(ImageBatch batch, StepDraws draws, int microBatches)
    {
        // Before the crop: its border stays black.
        var coloured = draws.Colours is { } colours ? ColourJitter.Apply(batch.Images, colours) : batch.Images;
        var images = draws.Crops is { } crops ? Augmentation.Crop(coloured, crops) : coloured;
        var count = images.shape[0];
        return
        [
            .. BatchParts.Of(count, microBatches, Least).Select(part =>
                new BatchPart(
                    batch.Labels.narrow(0, part.Start, part.Length), draws.AttackStart?.narrow(0, part.Start, part.Length), (double)part.Length / count)
                {
                    Images = images.narrow(0, part.Start, part.Length),
                    Dropout = draws.Dropout?.ToDictionary(d => d.Key, d => d.Value.narrow(0, part.Start, part.Length), StringComparer.Ordinal),
                }),
        ];
    }
}
