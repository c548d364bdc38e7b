using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Masks;
using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>The mask that a stage begins with, chosen over the weights that it begins with.</summary>
internal static class InitialMask
{
    /// <summary>A mask that needs no image.</summary>
    /// <exception cref="ArgumentException">The settings name another one.</exception>
    public static SparseMask Of(MaskSettings settings, Network network, string stageKey) => settings.Initial switch
    {
        InitialMasks.Magnitude => SparseMask.Magnitude(network.PrunableWeights, settings.Sparsity, settings.LeastPerLayer ?? 0),
        InitialMasks.Random => SparseMask.Random(
            network.PrunableWeights, settings.Budget ?? throw new ArgumentException("a random mask has a layer budget"), settings.Sparsity,
            SplitMix64.For(StageSeeds.Of(stageKey, StageSeeds.Mask))),
        _ => throw new ArgumentException($"a mask by '{settings.Initial}' needs images, or there is none of that name", nameof(settings)),
    };

    /// <summary>A mask by scores of the weights; the network is as it was afterwards.</summary>
    /// <returns>Null where the settings ask for no such mask.</returns>
    /// <exception cref="DivergedException">A score is not a finite number.</exception>
    public static SparseMask? ByScores(TrainingSettings settings, Network network, StageInputs inputs, ImageData data)
    {
        if (settings.Mask is not { Initial: InitialMasks.Snip or InitialMasks.Grasp or InitialMasks.SynFlow } mask) return null;
        using var scope = NewDisposeScope();
        try
        {
            return SparseMask.Of(network.PrunableWeights, Kept(mask, settings.BatchSize, network, new MaskImages(settings, inputs, data), data.Side));
        }
        catch (NotFiniteNumberException)
        {
            throw new DivergedException($"a score of '{mask.Initial}' is not a finite number: the weights to begin with give no mask");
        }
    }

    private static bool[][] Kept(MaskSettings mask, int batchSize, Network network, MaskImages images, int side)
    {
        var least = mask.LeastPerLayer ?? 0;
        if (mask.Initial == InitialMasks.SynFlow)
            return SynapticFlow.Keep(network, side, mask.Sparsity, mask.Rounds ?? MaskSettings.UsualRounds, least, images.ShowLife);
        double[][] scores = [.. Scores(mask, batchSize, network, [.. network.PrunableWeights.Select(w => w.Weight)], images).Select(HostValues.Doubles)];
        return HighestScores.Keep(scores, Magnitudes.RoundedShare(mask.Sparsity, scores.Sum(layer => layer.Length)), least);
    }

    /// <remarks>Batch norm is in the mode of each criterion's published code; see docs/methods.md.</remarks>
    private static Tensor[] Scores(MaskSettings mask, int batchSize, Network network, Tensor[] weights, MaskImages images) => mask.Initial == InitialMasks.Snip
        ? ConnectionScores.Snip(images.Loss(network, weights, images.Any(mask.Images ?? batchSize), BatchNormMode.Eval))
        : ConnectionScores.Grasp(images.Loss(
            network, weights, images.OfEachClass(mask.ImagesPerClass ?? MaskSettings.UsualImagesPerClass), BatchNormMode.TrainFrozenStatistics,
            mask.Temperature ?? MaskSettings.UsualTemperature));
}
