using System.Collections.Immutable;
using System.Globalization;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>What a stage is like, the same in every attempt at it.</summary>
/// <param name="EpochMilliseconds">Of each epoch.</param>
/// <param name="Poison">How every attempt ends; null for one that can succeed.</param>
/// <param name="MicroBatches">With fewer it runs out of memory.</param>
/// <param name="Memory">Of its device, while it runs; equal for stages of a kind.</param>
internal sealed record Nature(int Epochs, int EpochMilliseconds, FailureKind? Poison, int MicroBatches, ArtifactRecord? Artifact, long Memory)
{
    /// <summary>More than some devices have.</summary>
    public const int MostMemory = 120;

    /// <summary>A stage writes its artifact, and a checkpoint of three times that size.</summary>
    public const int FilesOfAStage = 1 + 3;

    /// <summary>What it writes, and what it starts from.</summary>
    public const int MostBytesOfAStage = (FilesOfAStage + 1) * LargestArtifact;

    private const int LargestArtifact = 10;

    private static readonly FailureKind[] Poisons = [FailureKind.Diverged, FailureKind.Data, FailureKind.Crash, FailureKind.Hung];

    public StageOutcome Outcome => new(
        [.. Enumerable.Range(1, Epochs).Select(e => new EpochMetric(e, "loss", 1))], [], [], Artifact, 1,
        ImmutableSortedDictionary<string, string>.Empty.Add(MeasuredMemory.Fact, Memory.ToString(CultureInfo.InvariantCulture)));

    public static Nature Draw(StageSpec spec, bool isLeaf, long memory, Chance chance, Weather weather)
    {
        var odd = chance.Percent(weather.OddPercent);
        var poisoned = odd && chance.Percent(50);
        var bytes = chance.Between(1, LargestArtifact);
        return new(
            chance.Between(1, 3),
            chance.Percent(5) ? chance.Between(8_000, 20_000) : chance.Between(100, 3_000),
            poisoned ? chance.Of(Poisons) : null,
            odd && !poisoned ? 1 << chance.Between(1, 4) : 1,
            isLeaf ? null : new(spec.Key.Value, bytes, bytes.ToString(CultureInfo.InvariantCulture)),
            memory);
    }
}
