using AdaSapSweep.Stages;
using AdaSapSweep.Training.Attacks;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Stages;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Objectives;

/// <summary>The cross-entropy, on clean images or on attacked ones (Madry et al., ICLR 2018).</summary>
/// <param name="attack">Null: clean images.</param>
internal sealed class CrossEntropyObjective(Network network, AttackSettings? attack, double labelSmoothing) : IObjective
{
    public void Prepare(BatchPart part)
    {
        if (attack is null) return;
        using var steady = attack.TrainingMode ? null : new SteadyNetwork(network);
        part.Seen = Pgd.Attack(steady is null ? x => network.Forward(x, BatchNormMode.Train, part.Dropout) : steady.Logits, part.Images, part.Labels, attack, part.AttackStart, watch: false).Images
            .MoveToOuterDisposeScope();
    }

    public (Tensor Loss, Tensor Logits) Of(BatchPart part, BatchNormMode mode)
    {
        var logits = network.Forward(part.Seen, mode, part.Dropout);
        return (nn.functional.cross_entropy(logits, part.Labels, label_smoothing: labelSmoothing), logits);
    }
}
