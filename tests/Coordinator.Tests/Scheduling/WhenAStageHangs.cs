using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

public sealed class WhenAStageHangs
{
    private static readonly SchedulingPolicy Policy = Plans.Policy with { LeaseLength = TimeSpan.FromDays(1), ProgressDeadline = TimeSpan.FromMinutes(10) };
    private readonly Driver _sweep = new(Plans.Begin(new StageTree(Plans.Of("trunk eval")), Policy));

    [Fact]
    public void HeartbeatsAloneDoNotHelp_AndItCountsAsACrash()
    {
        var lease = _sweep.Work("a")!;
        _sweep.Run("a", lease, steps: 5);
        _sweep.Now += Policy.ProgressDeadline;
        _sweep.Run("a", lease, steps: 5);
        Assert.Empty(_sweep.Do(new TimePassed()));
        _sweep.Now += TimeSpan.FromMilliseconds(1);
        Assert.Equal(lease, Assert.Single(_sweep.Do(new TimePassed()).OfType<Cancel>()).Lease);
        Assert.Equal((FailureKind.Hung, false), Assert.Single(_sweep.Recorded<AttemptFailed>().Select(f => (f.Kind, f.Final))));
        Assert.Equal(1, _sweep.State.Stage(lease.Stage).Failed.Crashes);
    }

    [Fact]
    public void AStepOrAnEpochIsEnough()
    {
        var lease = _sweep.Work("a")!;
        _sweep.Run("a", lease);
        _sweep.Now += Policy.ProgressDeadline;
        _sweep.Run("a", lease, steps: 2);
        _sweep.Now += Policy.ProgressDeadline;
        _sweep.Do(new AttemptAdvanced(new("a"), lease, true, 2, [new(1, "loss", 1)]));
        _sweep.Now += Policy.ProgressDeadline;
        Assert.Empty(_sweep.Do(new TimePassed()));
    }

    [Fact]
    public void AStageThatHasNotBegun_IsNotTakenForHung()
    {
        var lease = _sweep.Work("a")!;
        _sweep.Do(new AttemptAdvanced(new("a"), lease, false, 0, []));
        _sweep.Now += Policy.ProgressDeadline * 2;
        Assert.Empty(_sweep.Do(new TimePassed()));
    }
}
