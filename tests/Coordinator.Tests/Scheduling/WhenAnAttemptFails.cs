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

    [Fact]
    public void OutOfMemory_ItIsTriedAgainAtOnce_InPartsHalfAsLarge_UpToTheLimit()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("trunk eval")));
        var lease = sweep.Work("a")!;
        for (var parts = 2; parts <= 4; parts *= 2)
        {
            var again = sweep.Fail("a", lease, FailureKind.OutOfMemory).OfType<Dispatch>().Single();
            Assert.Equal(parts, again.MicroBatches);
            lease = again.Lease;
        }
        sweep.Fail("a", lease, FailureKind.OutOfMemory);
        Assert.Equal(StageState.Failed, sweep.Stage("/trunk"));
    }

    [Fact]
    public void WithoutItsParentsArtifact_ItWaits_WhileTheParentRunsAgain()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("trunk eval")));
        var eval = Driver.OrderTo("a", sweep.Leave("a", sweep.Work("a")!))!;
        var commands = sweep.Fail("a", eval, FailureKind.ParentMissing);
        Assert.Equal(Plans.Key("/trunk"), Assert.Single(sweep.Recorded<StageReopened>()).Stage);
        Assert.Equal(Plans.Key("/trunk"), Assert.Single(commands.OfType<DeleteArtifact>()).Stage);
        var trunk = Driver.OrderTo("a", commands)!;
        Assert.Equal((Plans.Key("/trunk"), 2), (trunk.Stage, trunk.Attempt.Value));
        eval = Driver.OrderTo("a", sweep.Leave("a", trunk))!;
        Assert.Equal(Plans.Key("/trunk/eval"), eval.Stage);
        Assert.Equal(0, sweep.State.Stage(eval.Stage).Failed.Crashes);
    }

    [Fact]
    public void WithoutItsParentsArtifactAgainAndAgain_ItFails()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("trunk eval")));
        var trunk = sweep.Work("a")!;
        for (var i = 0; i < Plans.Policy.MaxLosses; i++)
        {
            var eval = Driver.OrderTo("a", sweep.Leave("a", trunk))!;
            trunk = Driver.OrderTo("a", sweep.Fail("a", eval, FailureKind.ParentMissing))!;
        }
        Assert.Equal((StageState.Failed, TrialState.Failed), (sweep.Stage("/trunk/eval"), sweep.Trial(1)));
    }

    [Fact]
    public void OnAFullDisk_ItWaitsForAsLongAsItTakes_AndThatIsToldOnce()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("trunk eval")));
        var lease = sweep.Work("a")!;
        for (var i = 0; i < 50; i++)
        {
            Assert.Empty(sweep.Fail("a", lease, FailureKind.DiskFull).OfType<Dispatch>());
            sweep.Now += TimeSpan.FromMinutes(1);
            lease = Driver.OrderTo("a", sweep.Do(new TimePassed()))!;
        }
        Assert.Single(sweep.Recorded<EventLogged>(), e => e.Name == "disk-full");
        Assert.DoesNotContain(sweep.Recorded<AttemptFailed>(), f => f.Final);
    }

    [Fact]
    public void WhenTooManyTrialsHaveFailed_TheSweepStops_AndSaysWhy()
    {
        var sweep = new Driver(Plans.Begin(new StageTree(Plans.Of("r1", "r2", "r3")), Plans.Policy with { MaxFailedTrials = 2 }));
        for (var i = 0; i < 2; i++)
        {
            Assert.Null(sweep.State.Draining);
            sweep.Fail("a", i == 0 ? sweep.Work("a")! : sweep.State.HeldBy(new("a"))[0], FailureKind.Data);
        }
        Assert.Equal(new Finish("2 trials failed, and --max-failures is 2", IsFailure: true), Assert.Single(sweep.All.OfType<Finish>()));
    }

    [Fact]
    public void TheReasonOfTheNextAttempt_SaysWhatBecameOfTheLast()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("trunk eval")));
        sweep.Fail("a", sweep.Work("a")!, FailureKind.OutOfMemory);
        Assert.Equal("attempt 2, as attempt 1 ran out of memory: why; each batch in 2 parts", sweep.Recorded<LeaseGranted>().Last().Reason);
    }
}
