using AdaSapSweep.Training.Networks;

namespace AdaSapSweep.Training.Checkpoints;

/// <summary>What a network's file holds beside the network.</summary>
public sealed record NetworkFileExtras
{
    public static readonly NetworkFileExtras None = new();

    /// <summary>JSON of the times that channels were cut by; null: they were cut by something else.</summary>
    public string? LatencyTable { get; init; }

    /// <summary>Further networks by name: one best by validation, a ticket of another epoch, a teacher. Not disposed of by the file.</summary>
    public IReadOnlyDictionary<string, Network> Others { get; init; } = new Dictionary<string, Network>();

    /// <summary>Facts that later stages read, as text by name.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();
}
