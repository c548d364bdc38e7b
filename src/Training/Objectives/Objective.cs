using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;

namespace AdaSapSweep.Training.Objectives;

/// <summary>The objective that the settings of a stage ask for.</summary>
internal static class Objective
{
    /// <exception cref="ArgumentException">TRADES without an attack.</exception>
    public static IObjective Of(TrainingSettings settings, Network network) => settings switch
    {
        { TradesBeta: { } beta, Attack: { } attack } => new TradesObjective(network, attack, beta, settings.LabelSmoothing),
        { TradesBeta: not null } => throw new ArgumentException("TRADES has an attack", nameof(settings)),
        _ => new CrossEntropyObjective(network, settings.Attack, settings.LabelSmoothing),
    };
}
