namespace AdaSapSweep.Stages;

/// <summary>Robust Bird's early-bird rule: stop when the mask has hardly moved over the last masks.</summary>
public sealed record TicketSearchSettings
{
    /// <summary>Sparsity of the mask that is watched.</summary>
    public required double Sparsity { get; init; }

    /// <summary>Masks kept, the newest included; at least 2.</summary>
    public required int Window { get; init; }

    /// <summary>Largest normalised Hamming distance between the newest mask and each older one.</summary>
    public required double Distance { get; init; }
}
