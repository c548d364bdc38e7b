using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Explaining;

/// <summary>A stage that a store has, with everything that its key is made of.</summary>
/// <param name="Settings">Canonical JSON in UTF-8.</param>
/// <param name="Began">When the first attempt began; null when there was none.</param>
public sealed record KnownStage(
    StageKey Key, StageKey? Parent, string Kind, int RecipeVersion, ReadOnlyMemory<byte> Settings, string DataFingerprint, DateTimeOffset? Began);

/// <summary>A trial as far as an explanation needs it.</summary>
/// <param name="Configuration">Canonical JSON under the sweep file's own keys, see <see cref="TrialSpec.Configuration"/>.</param>
public sealed record KnownTrial(string Sweep, int Number, string Configuration);
