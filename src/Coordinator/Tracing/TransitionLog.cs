using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Columns;
using Akka.Event;

namespace AdaSapSweep.Coordinator.Tracing;

/// <summary>Says in the log what was recorded, for those who read logs and not the store.</summary>
internal static class TransitionLog
{
    public static void Write(ILoggingAdapter log, StoreTransition transition)
    {
        switch (transition)
        {
            case LeaseGranted m:
                log.Info("stage {0}, attempt {1} goes to slot {2}: {3}", m.Stage.Prefix, m.Attempt, m.Slot, m.Reason);
                break;
            case AttemptSucceeded m:
                log.Info("stage {0}, attempt {1} succeeded", m.Stage.Prefix, m.Attempt);
                break;
            case AttemptFailed m:
                log.Info("stage {0}, attempt {1} failed ({2}): {3}", m.Stage.Prefix, m.Attempt, m.Kind.ToColumn(), m.Reason);
                break;
            case EventLogged m:
                log.Info("{0}: {1}", m.Name, m.Detail);
                break;
            default:
                break;
        }
    }
}
