using AdaSapSweep.Coordinator.Tracing;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;

namespace AdaSapSweep.Coordinator.Actors;

/// <summary>What the actors of one run share and never change.</summary>
/// <param name="DataFolder">Where the data set's files lie on this machine; null for rendered data.</param>
/// <param name="CommitTimeout">The run ends when the store has not answered a commit for so long.</param>
/// <param name="Ended">Set once, when the run is over.</param>
internal sealed record SweepContext(
    SweepId Sweep,
    SharedFolder Artifacts,
    string? DataFolder,
    TimeSpan TickInterval,
    TimeSpan CommitTimeout,
    StoreRetries StoreRetries,
    SweepTrace Trace,
    SweepMetrics Metrics,
    TimeProvider Clock,
    TaskCompletionSource<SweepEnd> Ended);

/// <summary>What is done when the store does not take a batch.</summary>
/// <param name="Interval">Pause before the next try.</param>
/// <param name="MostWhenLocked">Tries in a row while another program keeps the file locked. A full disk is waited for without limit.</param>
internal sealed record StoreRetries(TimeSpan Interval, int MostWhenLocked);

/// <summary>How a run ended.</summary>
/// <param name="Interrupted">Null when every trial has ended; else why the run stopped before.</param>
/// <param name="Fault">True when it stopped because something broke, false when it was asked to.</param>
/// <param name="IsFailure">So many trials have failed that the rest is not worth its time.</param>
internal sealed record SweepEnd(string? Interrupted, bool Fault, bool IsFailure = false);
