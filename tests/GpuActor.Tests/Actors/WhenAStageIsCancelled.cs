using AdaSapSweep.GpuActor.Actors;
using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Actors;

public sealed class WhenAStageIsCancelled : GpuActorTest
{
    private static readonly RunStage A = Order("a");

    private protected override GpuActorSettings Settings => base.Settings with { CancelTimeout = TimeSpan.FromMilliseconds(200) };

    [Fact]
    public async Task ItStops_ButNotForAnotherAttempt()
    {
        Runner.LetItTrain(A);
        Tell(A);
        await Runner.ProgressOf(A);
        Tell(new CancelStage(new(A.Lease.Stage, new(9)), "another attempt"));
        await Progress(A);
        await Progress(A);
        Tell(new CancelStage(A.Lease, "drain"));
        Assert.Equal(FailureKind.Cancelled, (await Line.Next<StageFailed>()).Kind);
        Tell(new ReportRecorded(A.Lease));
        await Line.Next<RequestStage>();
        Assert.Empty(Ends);
    }

    [Fact]
    public async Task ThatIsNotHeld_NothingHappens()
    {
        Tell(new CancelStage(A.Lease, "nobody has it"));
        Runner.Let(A);
        Tell(A);
        Assert.IsType<StageSucceeded>(await NextReport());
    }

    [Fact]
    public async Task AndDoesNotStop_ItsProcessEnds_AndSaysWhy()
    {
        Tell(A);
        await Runner.ProgressOf(A);
        Tell(new CancelStage(A.Lease, "hung"));
        var (code, why) = await TheEnd();
        Assert.Equal(SlotExitCode.Hung, code);
        Assert.Contains(A.Lease.Stage.Prefix, why, StringComparison.Ordinal);
    }

    private async Task<ISlotMessage> NextReport()
    {
        ISlotMessage told;
        do told = await Line.Next<ISlotMessage>();
        while (told is not (StageSucceeded or StageFailed));
        return told;
    }
}
