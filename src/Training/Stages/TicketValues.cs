using AdaSapSweep.Stages;
using AdaSapSweep.Training.Masks;
using AdaSapSweep.Training.Networks;

namespace AdaSapSweep.Training.Stages;

/// <summary>The values over which Robust Bird's search draws its masks, in the order of the layers.</summary>
internal static class TicketValues
{
    /// <param name="form">A word of <see cref="TicketForms"/>: the weights of all convolutions, or the scales of all batch norms.</param>
    public static float[] Of(Network network, string form)
    {
        var layers = network.Blueprint.Layers.OfType<WeightedLayer>();
        IEnumerable<WeightedLayer> watched = form switch
        {
            TicketForms.Weights => layers.OfType<Convolution>(),
            TicketForms.Channels => layers.OfType<BatchNorm>(),
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "not a form of ticket"),
        };
        return HostValues.Joined([.. watched.Select(layer => network.Parameters[layer.Weight])]);
    }
}
