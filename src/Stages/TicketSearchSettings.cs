namespace AdaSapSweep.Stages;

/// <summary>Robust Bird's early-bird rule: stop when the mask has hardly moved over the last masks.</summary>
public sealed record TicketSearchSettings
{
    /// <summary>Sparsity of the mask that is watched, in [0, 1); null: several are.</summary>
    public double? Sparsity { get; init; }

    /// <summary>
    /// Sparsities that are watched side by side, each once: the search goes on until all have settled, and keeps the network of the epoch at which
    /// each did. Null: one is watched.
    /// </summary>
    public EquatableList<double>? Sparsities { get; init; }

    /// <summary>A word of <see cref="TicketForms"/>; null: <c>weights</c>.</summary>
    public string? Ticket { get; init; }

    /// <summary>Masks kept, the newest included; at least 2.</summary>
    public required int Window { get; init; }

    /// <summary>Largest normalised Hamming distance between the newest mask and each older one.</summary>
    public required double Distance { get; init; }
}
