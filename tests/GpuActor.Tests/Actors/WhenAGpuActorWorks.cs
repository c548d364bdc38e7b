using AdaSapSweep.GpuActor.Running;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Telemetry;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Actors;

public sealed class WhenAGpuActorWorks : GpuActorTest
{
    private static readonly RunStage A = Order("a");
    private static readonly RunStage B = Order("b");

    [Fact]
    public async Task ItAsksAgainUntilItIsAnswered()
    {
        await Line.Next<RequestStage>();
        await Line.Next<RequestStage>();
    }

    [Fact]
    public async Task AnOutcomeIsReportedUntilItIsRecorded_ThenItAsksForMore()
    {
        Runner.Let(A);
        Tell(A);
        Assert.Equal(A.Lease, (await Line.Next<StageSucceeded>()).Lease);
        await Line.Next<StageSucceeded>();
        Tell(new ReportRecorded(A.Lease));
        await Line.Next<RequestStage>();
    }

    [Fact]
    public async Task ARefusedReport_IsDropped_AndTheNextStageRuns()
    {
        Runner.Let(A);
        Runner.Let(B);
        Tell(A);
        await Line.Next<StageSucceeded>();
        Tell(new ReportRefused(A.Lease, "the lease was lost"));
        await Line.Next<RequestStage>();
        Tell(B);
        Assert.Equal(B.Lease, (await Line.Next<StageSucceeded>()).Lease);
    }

    [Fact]
    public async Task ProgressIsTold_WhileTheTrainingThreadIsStuckInALongCall()
    {
        Tell(A);
        (await Runner.ProgressOf(A)).EpochEnded(1, new Dictionary<string, double> { ["loss"] = 2 });
        var told = await Progress(A);
        for (var i = 0; i < 100 && told.Epochs.IsEmpty; i++) told = await Progress(A);
        Assert.Equal(new EpochMetric(1, "loss", 2), Assert.Single(told.Epochs));
        Assert.Equal((7, true), (told.PlannedEpochs, told.Begun));
        for (var lease = 0; lease < 10; lease++) await Progress(A);
        Assert.Empty(Ends);
    }

    [Fact]
    public async Task ProgressSaysWhatTheStageDoes_AndItsOwnSteps()
    {
        Tell(A);
        var progress = await Runner.ProgressOf(A);
        Assert.Equal((StagePhaseNames.Load, 0L), Said(await Progress(A)));
        progress.Entered(StagePhaseNames.Train);
        // The attempt goes on from the checkpoint after step 40.
        progress.Stepped(41);
        var told = await Progress(A);
        for (var i = 0; i < 100 && told.OwnSteps == 0; i++) told = await Progress(A);
        Assert.Equal((StagePhaseNames.Train, 1L), Said(told));
        Assert.Equal(41, told.Steps);
    }

    [Theory]
    [InlineData(FailureKind.Diverged)]
    [InlineData(FailureKind.Data)]
    public async Task AFailureWithAName_IsReportedByIt(FailureKind kind)
    {
        Runner.Let(A, _ => throw new StageFailedException(kind, "because"));
        Tell(A);
        var report = await Line.Next<StageFailed>();
        Assert.Equal((kind, "because"), (report.Kind, report.Reason));
    }

    [Fact]
    public async Task AnyOtherFailure_IsACrash_AndTheActorLivesOn()
    {
        Runner.Let(A, _ => throw new InvalidOperationException("broken"));
        Tell(A);
        var report = await Line.Next<StageFailed>();
        Assert.Equal(FailureKind.Crash, report.Kind);
        Assert.Contains("broken", report.Reason, StringComparison.Ordinal);
        Tell(new ReportRecorded(report.Lease));
        await Line.Next<RequestStage>();
    }

    [Fact]
    public async Task TheEpochsOfAStageThatFails_AreToldBeforeItsReport()
    {
        Tell(A);
        (await Runner.ProgressOf(A)).EpochEnded(1, new Dictionary<string, double> { ["loss"] = 2 });
        Runner.Let(A, _ => throw new StageFailedException(FailureKind.Diverged, "because"));
        var epochs = 0;
        object told;
        while ((told = await Line.Next<ISlotMessage>()) is not StageFailed) epochs += told is StageProgressed { Epochs: var e } ? e.Length : 0;
        Assert.Equal(1, epochs);
    }

    [Fact]
    public async Task ACancellationThatNobodyAskedFor_IsACrash()
    {
        Runner.Let(A, _ => throw new OperationCanceledException());
        Tell(A);
        Assert.Equal(FailureKind.Crash, (await Line.Next<StageFailed>()).Kind);
    }

    [Fact]
    public async Task SettingsThatCannotBeRead_AreTheRunnersFailure_NotTheActors()
    {
        Runner.Let(A, _ => throw new FormatException("no settings"));
        Tell(A with { Spec = new(A.Lease.Stage, null, A.Spec.Kind, 1, "{", "data", 1) });
        var report = await Line.Next<StageFailed>();
        Assert.Contains("no settings", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakenForDeadWhileItWorks_ItRegistersAgainWithWhatItHolds()
    {
        Tell(A);
        Tell(B);
        await Progress(A);
        Tell(new RegisterAgain(Slot));
        Assert.Equal([A.Lease, B.Lease], (await Line.Next<RegisterSlot>()).Holding);
        Runner.Let(A);
        await Line.Next<StageSucceeded>();
        Tell(new RegisterAgain(Slot));
        Assert.Equal([B.Lease, A.Lease], (await Line.Next<RegisterSlot>()).Holding);
    }

    [Fact]
    public async Task AllStagesRunOnOneThread()
    {
        Runner.Let(A);
        Runner.Let(B);
        Tell(A);
        Tell(B);
        while ((await Line.Next<StageSucceeded>()).Lease != B.Lease)
        {
            // Reports on the first are repeated.
        }
        Assert.Equal([A.Lease, B.Lease], Runner.Begun.Select(b => b.Lease));
        Assert.Single(Runner.Begun.Select(b => b.Thread).Distinct());
    }

    [Fact]
    public async Task TurnedAway_ItsProcessEnds()
    {
        Tell(new SlotTurnedAway(Slot, "process 7 has it"));
        var (code, why) = await TheEnd();
        Assert.Equal(3, code);
        Assert.Contains("process 7 has it", why, StringComparison.Ordinal);
    }

    private static (string? Phase, long OwnSteps) Said(StageProgressed told) => (told.Phase, told.OwnSteps);
}
