using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Store.Results;

/// <summary>What stages of a kind and an architecture cost on the machines that ran them; nothing is known of the others.</summary>
public sealed class LearnedCosts(IReadOnlyDictionary<StageGroup, LearnedCost> costs)
{
    public static LearnedCosts Nothing { get; } = new(ImmutableDictionary<StageGroup, LearnedCost>.Empty);

    public IReadOnlyDictionary<StageGroup, LearnedCost> Groups => costs;

    /// <summary>Seconds that a slot is expected to take; null when no stage of its kind and architecture has run.</summary>
    public double? Seconds(StageSpec stage) => costs.TryGetValue(StageGroup.Of(stage), out var cost) ? cost.SecondsPerWork * stage.Work : null;

    /// <summary>Bytes that its artifact is expected to have, 0 for a kind that leaves none; null when no stage of its kind and architecture has run.</summary>
    public double? ArtifactBytes(StageSpec stage) => costs.TryGetValue(StageGroup.Of(stage), out var cost) ? cost.ArtifactBytes : null;

    /// <summary>Bytes that a slot's process is expected to hold at its highest; null when no stage of its kind and architecture has told.</summary>
    public long? PeakMemoryBytes(StageSpec stage) => costs.TryGetValue(StageGroup.Of(stage), out var cost) ? cost.PeakMemoryBytes : null;

    /// <summary>Bytes that it is expected to take of its device's memory at its highest; null when no stage of its kind and architecture has told on such a device.</summary>
    public long? StageMemoryBytes(StageSpec stage, bool onGpu) =>
        costs.TryGetValue(StageGroup.Of(stage), out var cost) ? onGpu ? cost.GpuMemoryBytes : cost.CpuMemoryBytes : null;
}

/// <param name="SecondsPerWork">Median over the newest stages, per unit of <see cref="StageSpec.Work"/>.</param>
/// <param name="ArtifactBytes">Mean over the same stages.</param>
/// <param name="Stages">How many there were.</param>
/// <param name="PeakMemoryBytes">The most that a slot's process had held by the end of one of them; null where none told.</param>
public sealed record LearnedCost(double SecondsPerWork, double ArtifactBytes, int Stages, long? PeakMemoryBytes = null)
{
    /// <summary>The most that one of those that ran on a CPU took while it ran; null where none told. See <see cref="MeasuredMemory"/>.</summary>
    public long? CpuMemoryBytes { get; init; }

    /// <summary>The same of a GPU's memory.</summary>
    public long? GpuMemoryBytes { get; init; }
}

/// <summary>Stages whose cost grows with their work alike.</summary>
/// <param name="Architecture">Empty for a kind whose settings name none.</param>
public readonly record struct StageGroup(string Kind, string Architecture)
{
    /// <summary>Asked for every stage of a plan: no JSON is written to be read again.</summary>
    public static StageGroup Of(StageSpec stage) => stage.Content.Record is { } settings ? new(stage.Kind, settings.Architecture) : Of(stage.Kind, stage.Settings);

    /// <param name="settings">A JSON object.</param>
    public static StageGroup Of(string kind, string settings)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(settings));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals("architecture"u8);
            reader.Read();
            if (found) return new(kind, reader.TokenType == JsonTokenType.String ? reader.GetString()! : "");
            reader.Skip();
        }

        return new(kind, "");
    }
}
