using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Results;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Coordinator.Timelines;

/// <summary>An attempt as its slot worked on it.</summary>
/// <param name="Begin">When the slot took it up: later than the grant for one that was given ahead.</param>
/// <param name="End">When it ended there, or was last known to run.</param>
/// <param name="Phases">Null when its process left no span.</param>
internal sealed record TimedAttempt(TimelineAttempt Known, DateTimeOffset Begin, DateTimeOffset End, PhaseSeconds? Phases)
{
    public AttemptRow Row => Known.Row;

    public TimeSpan Length => End - Begin;

    public bool IsEvaluation => StageKinds.IsEvaluation(Known.Kind);

    /// <summary>It came to nothing. One that was told to stop is not meant: it went to a checkpoint.</summary>
    public bool IsLost => Row.State == AttemptState.Failed && Row.Failure != FailureKind.Cancelled;
}

/// <summary>Seconds of an attempt by what it did.</summary>
internal sealed record PhaseSeconds(double Load, double Train, double Checkpoint, double Evaluate)
{
    public double Sum => Load + Train + Checkpoint + Evaluate;
}
