using AdaSapSweep.Coordinator.Tracing;

namespace AdaSapSweep.Coordinator.Actors;

/// <summary>What the actors of one run share and never change.</summary>
/// <param name="DataFolder">Where the data set's files lie on this machine; null for rendered data.</param>
/// <param name="CommitTimeout">The run ends when the store has not answered a commit for so long.</param>
/// <param name="Ended">Set once, when the run is over.</param>
internal sealed record SweepContext(
    string ArtifactFolder,
    string? DataFolder,
    TimeSpan TickInterval,
    TimeSpan CommitTimeout,
    SweepTrace Trace,
    SweepMetrics Metrics,
    TimeProvider Clock,
    TaskCompletionSource<SweepEnd> Ended);

/// <summary>How a run ended.</summary>
/// <param name="Interrupted">Null when every trial has ended; else why the run stopped before.</param>
/// <param name="Fault">True when it stopped because something broke, false when it was asked to.</param>
internal sealed record SweepEnd(string? Interrupted, bool Fault);
