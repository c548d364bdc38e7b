using AdaSapSweep.Shared.Protocol;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Actors;

public sealed class WhenReportsAreNotAnswered : GpuActorTest
{
    private static readonly RunStage A = Order("a");

    [Fact]
    public async Task TheSameLeaseGivenAgain_IsReportedAgain_NotRunAgain()
    {
        Runner.Let(A);
        Tell(A);
        await Line.Next<StageSucceeded>();
        Tell(A);
        await Line.Next<StageSucceeded>();
        Tell(new ReportRecorded(A.Lease));
        await Line.Next<RequestStage>();
        Assert.Single(Runner.Begun);
    }

    [Fact]
    public async Task ALaterAttemptIsNotTheSame()
    {
        var second = Order("a", attempt: 2);
        Runner.Let(A);
        Runner.Let(second);
        Tell(A);
        await Line.Next<StageSucceeded>();
        Tell(second);
        while ((await Line.Next<StageSucceeded>()).Lease != second.Lease)
        {
            // The first one is repeated.
        }
    }

    [Fact]
    public async Task ANewLine_GetsThemAfterTheRegistration()
    {
        Runner.Let(A);
        Tell(A);
        await Line.Next<StageSucceeded>();
        Tell(AdaSapSweep.GpuActor.Actors.GpuActor.LineOpened.Instance);
        Assert.Equal([A.Lease], (await Line.Next<RegisterSlot>()).Holding);
        // Again, as long as nobody answers.
        await Line.Next<RegisterSlot>();
        await Line.Next<StageSucceeded>();
    }
}
