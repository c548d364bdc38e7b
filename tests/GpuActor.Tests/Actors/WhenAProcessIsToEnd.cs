using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Actors;

public sealed class WhenAProcessIsToEnd : GpuActorTest
{
    private static readonly RunStage A = Order("a");
    private static readonly RunStage B = Order("b");

    private long _resident;

    private protected override long Resident => Interlocked.Read(ref _resident);

    [Fact]
    public async Task BySignal_ItStopsAtTheCheckpoint_GivesTheRestBack_AndEndsWhenBothAreRecorded()
    {
        Runner.LetItTrain(A);
        Tell(A);
        Tell(B);
        await Runner.ProgressOf(A);
        Tell(AdaSapSweep.GpuActor.Actors.GpuActor.Drain.Instance);
        var back = new HashSet<StageLease>();
        while (back.Count < 2)
        {
            var report = await Line.Next<StageFailed>();
            Assert.Equal(FailureKind.Cancelled, report.Kind);
            back.Add(report.Lease);
        }
        Assert.Empty(Ends);
        Tell(new ReportRecorded(A.Lease));
        Tell(new ReportRecorded(B.Lease));
        Assert.Equal(SlotExitCode.Done, (await TheEnd()).Code);
        Assert.Equal([A.Lease], Runner.Begun.Select(b => b.Lease));
    }

    [Fact]
    public async Task ForAFreshOne_ItEndsWhenItHasNothingToDo_AndNotBefore()
    {
        Tell(A);
        await Runner.ProgressOf(A);
        Tell(new StartAfresh(Settings.Slot, "its memory is needed"));
        Runner.Let(A);
        await Line.Next<StageSucceeded>();
        Assert.Empty(Ends);
        Tell(new ReportRecorded(A.Lease));
        Tell(new StartAfresh(Settings.Slot, "its memory is needed"));
        Assert.Equal(SlotExitCode.Recycle, (await TheEnd()).Code);
    }

    [Fact]
    public async Task BySignalWithoutACoordinator_ItDoesNotWaitForOne()
    {
        Runner.LetItTrain(A);
        Tell(A);
        await Runner.ProgressOf(A);
        Clock.Advance(Settings.SilenceTimeout);
        Tell(AdaSapSweep.GpuActor.Actors.GpuActor.Drain.Instance);
        Assert.Equal(SlotExitCode.Done, (await TheEnd()).Code);
    }

    [Fact]
    public async Task BecauseNoCoordinatorCame_ItEndsAfterItsWork_NotBefore()
    {
        Tell(A);
        await Runner.ProgressOf(A);
        Clock.Advance(Settings.Linger!.Value);
        await Progress(A);
        await Progress(A);
        Assert.Empty(Ends);
        Runner.Let(A);
        await Line.Next<StageSucceeded>();
        await Line.Next<StageSucceeded>();
        await Line.Next<StageSucceeded>();
        Assert.Empty(Ends);
        Clock.Advance(Settings.Linger!.Value);
        var (code, why) = await TheEnd();
        Assert.Equal(SlotExitCode.Done, code);
        Assert.Contains("no coordinator for 600 s", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACoordinatorThatIsThere_KeepsItWaiting()
    {
        Clock.Advance(Settings.Linger!.Value - TimeSpan.FromSeconds(1));
        Tell(new Noted(Slot));
        await Line.Next<RequestStage>();
        await Line.Next<RequestStage>();
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Line.Next<RequestStage>();
        await Line.Next<RequestStage>();
        await Line.Next<RequestStage>();
        Assert.Empty(Ends);
    }

    [Fact]
    public async Task BecauseItsMemoryKeepsRising_ItEndsBetweenTwoStages_ToBeStartedAnew()
    {
        Runner.Let(A);
        Tell(A);
        await Line.Next<StageSucceeded>();
        Tell(new ReportRecorded(A.Lease));
        Clock.Advance(TimeSpan.FromSeconds(10));
        Interlocked.Exchange(ref _resident, Settings.RecycleGrowth + 1);
        var (c, d) = (Order("c"), Order("d"));
        Tell(c);
        Tell(d);
        Runner.Let(c);
        Assert.Equal(d.Lease, (await Line.Next<StageFailed>()).Lease);
        Tell(new ReportRecorded(c.Lease));
        Tell(new ReportRecorded(d.Lease));
        Assert.Equal(SlotExitCode.Recycle, (await TheEnd()).Code);
        Assert.Equal([A.Lease, c.Lease], Runner.Begun.Select(b => b.Lease));
    }
}
