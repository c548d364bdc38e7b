using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Actors;

public sealed class WhenAStageIsGivenAhead : GpuActorTest
{
    private static readonly RunStage A = Order("a");
    private static readonly RunStage B = Order("b");
    private static readonly RunStage C = Order("c");

    [Fact]
    public async Task ItBeginsAtOnce_WhenTheOneBeforeHasEnded_WithoutAnAnswer()
    {
        Tell(A);
        Tell(B);
        Runner.Let(A);
        await Runner.ProgressOf(B);
        Runner.Let(B);
        var reported = new HashSet<StageLease>();
        while (reported.Count < 2) reported.Add((await Line.Next<StageSucceeded>()).Lease);
        // Both are said again until they are answered.
        reported.Clear();
        while (reported.Count < 2) reported.Add((await Line.Next<StageSucceeded>()).Lease);
    }

    [Fact]
    public async Task ItIsToldOf_AsNotBegun()
    {
        Tell(A);
        Tell(B);
        var told = await Progress(B);
        Assert.Equal((false, 0, 0L, 7), (told.Begun, told.Epoch, told.Steps, told.PlannedEpochs));
        Assert.True((await Progress(A)).Begun);
    }

    [Fact]
    public async Task OneMoreIsDropped()
    {
        Tell(A);
        Tell(B);
        Tell(C);
        Tell(new RegisterAgain(Slot));
        Assert.Equal([A.Lease, B.Lease], (await Line.Next<RegisterSlot>()).Holding);
    }

    [Fact]
    public async Task AndGivenTwice_ItRunsOnce()
    {
        Tell(A);
        Tell(B);
        Tell(B);
        Tell(A);
        Runner.Let(A);
        Runner.Let(B);
        while ((await Line.Next<StageSucceeded>()).Lease != B.Lease)
        {
            // Reports on the first are repeated.
        }
        Tell(new ReportRecorded(A.Lease));
        Tell(new ReportRecorded(B.Lease));
        await Line.Next<RequestStage>();
        Assert.Equal([A.Lease, B.Lease], Runner.Begun.Select(b => b.Lease));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AskedFor_ItIsGivenBack_AndTheOtherRunsOn(bool cancelled)
    {
        Tell(A);
        Tell(B);
        Tell(cancelled ? new CancelStage(B.Lease, "not wanted") : new GiveBackStage(B.Lease, "not wanted"));
        var report = await Line.Next<StageFailed>();
        Assert.Equal((B.Lease, FailureKind.Cancelled), (report.Lease, report.Kind));
        // Until it is answered, like any report.
        await Line.Next<StageFailed>();
        Tell(new ReportRecorded(B.Lease));
        Runner.Let(A);
        Assert.Equal(A.Lease, (await Line.Next<StageSucceeded>()).Lease);
        Assert.Equal([A.Lease], Runner.Begun.Select(b => b.Lease));
    }

    [Fact]
    public async Task AskedForWhenItHasBegun_ItRunsOn()
    {
        Tell(A);
        await Runner.ProgressOf(A);
        Tell(new GiveBackStage(A.Lease, "another slot is free"));
        Runner.Let(A);
        Assert.Equal(A.Lease, (await Line.Next<StageSucceeded>()).Lease);
    }
}
