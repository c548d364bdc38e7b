using System.Text.Json;
using System.Text.Json.Serialization;
using AdaSapSweep.Training.Stages;

namespace AdaSapSweep.Training.Checkpoints;

/// <summary>Where a stage stands, beside its tensors.</summary>
/// <param name="Step">Optimizer steps done.</param>
/// <param name="History">What the epochs reported.</param>
/// <param name="Macs">Multiply-accumulates that training has spent in this stage.</param>
/// <param name="BatchesDone">Of the epoch under way; 0: between two epochs, and then it is not written.</param>
public sealed record CheckpointFacts(
    string StageKey, int EpochsDone, long Step, IReadOnlyList<EpochValue> History,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int BatchesDone = 0, double Macs = 0)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    internal string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <exception cref="InvalidDataException">Not such facts.</exception>
    internal static CheckpointFacts Read(string json)
    {
        try
        {
            var facts = JsonSerializer.Deserialize<CheckpointFacts>(json, Options);
            if (facts is not { StageKey: not null, History: not null, EpochsDone: >= 0, Step: >= 0, BatchesDone: >= 0, Macs: >= 0 })
                throw new InvalidDataException("the checkpoint's facts are not whole");
            return facts;
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"the checkpoint's facts are not readable: {error.Message}", error);
        }
    }
}
