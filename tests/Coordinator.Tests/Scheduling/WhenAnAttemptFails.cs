using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

public sealed class WhenAnAttemptFails
{
    [Fact]
    public void DivergenceIsFinal_ItsDescendantsAreSkipped_AndTheOthersGoOn()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("bad mid eval", "good eval")));
        var bad = sweep.Work("a")!;
        Assert.Equal(Plans.Key("/bad"), bad.Stage);
        sweep.Fail("a", bad, FailureKind.Diverged);
        Assert.Equal(2, sweep.Recorded<StageSkipped>().Count());
        var failed = Assert.Single(sweep.Recorded<TrialChanged>(), t => t.State == TrialState.Failed);
        Assert.Contains("bad failed: why", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(Plans.Key("/good"), sweep.Ask("a")!.Stage);
    }

    [Fact]
    public void ACrashIsTriedAgain_AfterADelayThatDoubles_UpToTheLimit()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("trunk eval")));
        var lease = sweep.Work("a")!;
        sweep.Fail("a", lease, FailureKind.Crash);
        Assert.Null(sweep.Ask("a"));
        sweep.Now += TimeSpan.FromSeconds(1);
        lease = sweep.Do(new TimePassed()).OfType<Dispatch>().Single().Lease;
        Assert.Equal(2, lease.Attempt.Value);
        sweep.Fail("a", lease, FailureKind.Crash);
        sweep.Ask("a");
        sweep.Now += TimeSpan.FromSeconds(1);
        Assert.Empty(sweep.Do(new TimePassed()).OfType<Dispatch>());
        sweep.Now += TimeSpan.FromSeconds(1);
        lease = sweep.Do(new TimePassed()).OfType<Dispatch>().Single().Lease;
        sweep.Fail("a", lease, FailureKind.Crash);
        Assert.Equal([false, false, true], sweep.Recorded<AttemptFailed>().Select(f => f.Final));
    }

    [Theory]
    [InlineData(FailureKind.Cancelled)]
    [InlineData(FailureKind.Lost)]
    public void GivenBackUnasked_AStageIsTriedAgain_ButNotForEver(FailureKind kind)
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("trunk eval")));
        for (var i = 1; i <= Plans.Policy.MaxLosses; i++)
        {
            var lease = i == 1 ? sweep.Work("a")! : sweep.Ask("a")!;
            Assert.Equal(i, lease.Attempt.Value);
            sweep.Fail("a", lease, kind);
        }
        Assert.Equal([.. Enumerable.Repeat(false, Plans.Policy.MaxLosses - 1), true], sweep.Recorded<AttemptFailed>().Select(f => f.Final));
    }
}
