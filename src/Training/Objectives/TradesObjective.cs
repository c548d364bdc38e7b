using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Stages;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Objectives;

/// <summary>
/// <see cref="Trades"/> as a step's objective, in two passes: clean, then attacked, each with its own batch statistics. The official code makes
/// a third, clean again, which changes nothing but the running statistics.
/// </summary>
internal sealed class TradesObjective(Network network, AttackSettings attack, double beta, double labelSmoothing) : IObjective
{
    public void Prepare(BatchPart part)
    {
        using var steady = attack.TrainingMode ? null : new SteadyNetwork(network);
        part.Seen = Trades.Attack(
            steady is null ? x => network.Forward(x, BatchNormMode.Train, part.Dropout) : steady.Logits, part.Images, part.Labels, part.AttackStart ?? randn_like(part.Images), attack).MoveToOuterDisposeScope();
    }

    public (Tensor Loss, Tensor Logits) Of(BatchPart part, BatchNormMode mode)
    {
        var natural = network.Forward(part.Images, mode, part.Dropout);
        var attacked = network.Forward(part.Seen, mode, part.Dropout);
        return (Trades.Loss(natural, attacked, part.Labels, beta, labelSmoothing), attacked);
    }
}
