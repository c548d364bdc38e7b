using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;

namespace AdaSapSweep.Training.Objectives;

/// <summary>The objective that the settings of a stage ask for.</summary>
internal static class Objective
{
    /// <param name="teachers">Those of the settings' distillation; null where there is none.</param>
    /// <exception cref="ArgumentException">TRADES without an attack, or distillation without its teachers.</exception>
    public static IObjective Of(TrainingSettings settings, Network network, Teachers? teachers = null)
    {
        var own = Own(settings, network);
        if (settings.Distillation is not { } distillation) return own;
        return new DistilledObjective(own, distillation, teachers ?? throw new ArgumentException("distillation has teachers", nameof(teachers)));
    }

    private static IObjective Own(TrainingSettings settings, Network network) => settings switch
    {
        { TradesBeta: { } beta, Attack: { } attack } => new TradesObjective(network, attack, beta, settings.LabelSmoothing),
        { TradesBeta: not null } => throw new ArgumentException("TRADES has an attack", nameof(settings)),
        _ => new CrossEntropyObjective(network, settings.Attack, settings.LabelSmoothing),
    };
}
