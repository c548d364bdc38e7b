using AdaSapSweep.Stages;
using AdaSapSweep.Training.Averaging;
using AdaSapSweep.Training.Data;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>Averages the weights after the epochs that the settings name. Training itself goes on from its own weights.</summary>
/// <param name="progress">Called before each batch of a pass with the images done: may stop the stage by an exception.</param>
internal sealed class WeightAveraging(TrainingSettings settings, TrainingState state, ImageData data, StageInputs inputs, Action<long> progress)
{
    /// <summary>The first with a share of the epochs behind it, and the last at the latest.</summary>
    private readonly int _first = Math.Min(settings.Epochs - 1, (int)Math.Ceiling(settings.SwaStart!.Value * settings.Epochs - 1e-9));

    /// <summary>An epoch that was stopped between its last batch and its end comes here twice, and counts once.</summary>
    /// <param name="index">Of the epoch, from 0.</param>
    public void AfterEpoch(int index)
    {
        if (index < _first) return;
        if (state.Average!.Count <= index - _first) state.Average.Add(state.Network, state.Mask);
        // Where it is not validated, nobody looks at it before the end.
        if (settings.Validation is not null || index == settings.Epochs - 1) RefreshStatistics(index);
    }

    /// <summary>One pass over the training images, augmented and not attacked.</summary>
    private void RefreshStatistics(int index)
    {
        var seed = StageSeeds.Of(inputs.StageKey, StageSeeds.Average, index);
        var order = new BatchOrder(data.Count, settings.BatchSize, seed, index);
        var pass = new StatisticsPass(state.Average!.Network!);
        using var numbers = order.On(inputs.Device);
        using var draws = new EpochDraws(settings with { Attack = null }, data, state.Network.Blueprint, seed);
        var done = 0L;
        for (var batch = 0; batch < order.Count; batch++)
        {
            progress(done);
            using var scope = NewDisposeScope();
            foreach (var part in BatchPart.Of(data.Batch(order.Slice(numbers, batch)), draws.Next(order.SizeOf(batch)), inputs.MicroBatches)) pass.Add(part.Images);
            done += order.SizeOf(batch);
        }
    }
}
