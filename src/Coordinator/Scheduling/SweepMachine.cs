using System.Collections.Immutable;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>
/// Every decision about a running sweep, as a pure function: who runs what, what is tried again, what fails, what is kept, when it is over.
/// No clock, no I/O, no actor inside.
/// </summary>
public static class SweepMachine
{
    /// <exception cref="ArgumentOutOfRangeException">An event of a type that is not handled here.</exception>
    public static (SweepState State, ImmutableArray<SweepCommand> Commands) Apply(SweepState state, SweepEvent happened, DateTimeOffset now)
    {
        var turn = new Turn(state, now);
        switch (happened)
        {
            case SweepBegun:
                Settling.Settle(turn);
                DiskBudget.ReserveForLeases(turn);
                break;
            case SlotJoined e: Membership.Join(turn, e); break;
            case SlotLeft e: Membership.Leave(turn, e); break;
            case StageRequested e: Membership.Request(turn, e.Slot); break;
            case AttemptAdvanced e: Reports.Advance(turn, e); break;
            case AttemptReportedSuccess e: Reports.Succeed(turn, e); break;
            case AttemptReportedFailure e: Reports.Fail(turn, e); break;
            case TimePassed: Losses.Check(turn); break;
            case Requested e: Requests.Answer(turn, e); break;
            case PlanEdited e: Editing.Replace(turn, e); break;
            case DrainRequested e: Ending.Drain(turn, e.Reason); break;
            case SlotsExhausted e: Ending.GiveUp(turn, e.Reason); break;
            default: throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "not an event of a sweep");
        }
        Ending.DrainWhenTooManyFailed(turn);
        Leasing.Assign(turn);
        Ending.FinishIfOver(turn);
        return (turn.State, turn.Commands);
    }
}
