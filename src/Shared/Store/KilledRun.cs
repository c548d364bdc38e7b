using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Store;

/// <summary>A run that did not end in order, so that its own spans were never told.</summary>
/// <param name="End">The last that is known of it.</param>
/// <param name="Stages">Those that it gave to slots.</param>
/// <param name="Open">Attempts of it that have not ended: their GPU actors may live.</param>
/// <param name="Told">Trials that had ended before, so that their spans were told.</param>
public sealed record KilledRun(
    int Number, DateTimeOffset Begun, DateTimeOffset End, ImmutableArray<StageKey> Stages, ImmutableArray<OpenAttempt> Open, IReadOnlySet<TrialId> Told);

public sealed record OpenAttempt(StageKey Stage, SlotId Slot, DateTimeOffset At);
