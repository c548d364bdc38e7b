using AdaSapSweep.Training.Criteria;
using static TorchSharp.torch;
using Names = AdaSapSweep.Stages.Criteria;

namespace AdaSapSweep.Training.Stages;

/// <summary>The scores of a stage's network as they stand now: of the weights, of the gradients since the last cut, or at random.</summary>
internal static class StageScores
{
    /// <param name="reduction">Of coupled channels; of gradient scores it was applied when they were taken.</param>
    /// <returns>By group: (channels), on the device.</returns>
    public static IReadOnlyDictionary<string, Tensor> Of(TrainingState state, string criterion, string? reduction) => criterion switch
    {
        Names.Random => state.RandomScores.Of(state.Network),
        _ when ChannelScores.NeedsGradients(criterion) => state.Scores.Mean(),
        _ => ChannelScores.Of(criterion, state.Network.Blueprint.Groups, state.Network.Parameters, null, reduction),
    };
}
