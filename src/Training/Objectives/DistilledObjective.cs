using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Stages;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Objectives;

/// <summary>
/// Another objective and the imitation of teachers, each with its weight (Chen et al., ICLR 2021). Teachers see what the network is trained on: the images
/// attacked against the network itself, by the attack of the other objective.
/// </summary>
internal sealed class DistilledObjective(IObjective own, DistillationSettings settings, Teachers teachers) : IObjective
{
    private readonly double[] _weights = [.. new[] { settings.Standard, settings.Robust }.OfType<double>()];

    public void Prepare(BatchPart part)
    {
        own.Prepare(part);
        part.Taught = [.. teachers.Logits(part.Seen).Select(logits => logits.MoveToOuterDisposeScope())];
    }

    public (Tensor Loss, Tensor Logits) Of(BatchPart part, BatchNormMode mode)
    {
        var (loss, logits) = own.Of(part, mode);
        var total = loss.mul(settings.Labels);
        foreach (var (taught, weight) in part.Taught.Zip(_weights)) total = total.add(Imitation(logits, taught, settings.Temperature), weight);
        return (total, logits);
    }

    /// <summary>T^2 times the mean over the images of the cross-entropy between the softened outputs: the divergence plus what no gradient sees.</summary>
    /// <param name="logits">(n, classes).</param>
    /// <param name="taught">(n, classes); without gradient.</param>
    public static Tensor Imitation(Tensor logits, Tensor taught, double temperature) =>
        taught.div(temperature).softmax(1).mul(logits.div(temperature).log_softmax(1)).sum(1).mean().mul(-temperature * temperature);
}
