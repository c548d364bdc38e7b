using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Averaging;

/// <summary>
/// Running statistics anew from a pass over images: means over the batches of their own statistics, each weighted by its images. What they
/// were before is forgotten. The spread between the batches' means is not part of the variance, as in running statistics elsewhere.
/// </summary>
/// <param name="network">Its statistics change, its weights do not.</param>
internal sealed class StatisticsPass(Network network)
{
    private long _seen;

    /// <param name="images">(b, 3, h, w); enters with the weight b / (seen before + b).</param>
    public void Add(Tensor images)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        if (_seen == 0) network.BatchesTracked = 0;
        _seen += images.shape[0];
        network.Forward(images, BatchNormMode.Train, statisticsMomentum: (double)images.shape[0] / _seen);
    }
}
