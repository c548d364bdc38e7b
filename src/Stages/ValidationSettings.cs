namespace AdaSapSweep.Stages;

/// <summary>What is measured after every epoch on the images held out by <see cref="DataSettings.ValidationImages"/>.</summary>
public sealed record ValidationSettings
{
    /// <summary>Null: clean images alone. Else robust accuracy and loss as well, in evaluation mode.</summary>
    public AttackSettings? Attack { get; init; }

    /// <summary>Keep the network of the best epoch beside the last one: the first whose validation accuracy, robust where there is an attack, no earlier one reached.</summary>
    public bool KeepBest { get; init; }
}
