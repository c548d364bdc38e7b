using AdaSapSweep.Stages;
using AdaSapSweep.Training.Masks;
using AdaSapSweep.Training.Networks;

namespace AdaSapSweep.Training.Stages;

/// <summary>
/// Multiply-accumulates that a stage's training has spent, at the widths and densities that the network had in each step. In units of one forward
/// pass, an image costs 3 for the step, 3 more for a sharpness-aware one, and 2 a step of the attack, which needs no gradient of the weights.
/// TRADES passes an image clean and attacked, and clean once more for the attack's target; a
/// teacher passes it once.
/// Validation, batch norm and the dense gradients that growth reads are not counted.
/// </summary>
/// <param name="side">Pixels of a side of the images.</param>
internal sealed class TrainingCost(TrainingSettings settings, Network network, SparseMask? mask, int side)
{
    private readonly int _units = UnitsOf(settings);
    private Blueprint? _blueprint;
    private int _changes = -1;

    /// <summary>Of one image's forward pass through each of the teachers: dense networks of the stage's architecture.</summary>
    private double TeachersMacs { get; } = settings.Distillation is not { } distillation ? 0
        : new[] { distillation.Standard, distillation.Robust }.Count(weight => weight is not null)
            * (double)NetworkCosts.Of(network.Blueprint with { Widths = network.Blueprint.DenseWidths }, side, side).Macs;

    private double _macs;

    /// <summary>Of one image's forward pass through the network as it is: a masked weight costs nothing.</summary>
    public double MacsOfAnImage
    {
        get
        {
            if (!ReferenceEquals(_blueprint, network.Blueprint) || _changes != (mask?.Changes ?? 0))
            {
                (_blueprint, _changes) = (network.Blueprint, mask?.Changes ?? 0);
                _macs = SparseMacs.Of(NetworkCosts.Of(_blueprint, side, side), layer => mask?.DensityOf($"{layer}.weight") ?? 1);
            }
            return _macs;
        }
    }

    /// <summary>Of a step on so many images.</summary>
    public double OfStep(long images) => (MacsOfAnImage * _units + TeachersMacs) * images;

    /// <summary>
    /// By the rule that the sparse training paper's table follows: every pair of a forward and a backward pass counts as three forward passes, the attack's too, and all
    /// epochs at the density of the last one.
    /// </summary>
    /// <param name="images">Trained on over all epochs done.</param>
    public double OfPaper(long images) => MacsOfAnImage * 3 * ((settings.Attack?.Steps ?? 0) + (settings.Perturbation is null ? 1 : 2) * (settings.TradesBeta is null ? 1 : 2)) * images;

    public static int UnitsOf(TrainingSettings settings)
    {
        var (passes, targets) = settings.TradesBeta is null ? (1, 0) : (2, 1);
        return (settings.Perturbation is null ? 3 : 6) * passes + 2 * (settings.Attack?.Steps ?? 0) + targets;
    }
}
