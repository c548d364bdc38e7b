using System.Collections.Immutable;
using AdaSapSweep.GpuActor.Actors;
using AdaSapSweep.GpuActor.Running;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Stages;
using AdaSapSweep.TestSupport.Actors;
using Akka.Actor;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Actors;

public sealed class WhenAGpuActorWorks : IAsyncLifetime
{
    private static readonly SlotId Slot = new("cpu/1");
    private static readonly StageOutcome Outcome = new([], [new("clean_accuracy", 0.5, false)], [], null, 1, ImmutableSortedDictionary<string, string>.Empty);

    private readonly ActorSystem _system = ActorSystem.Create("gpu-actor", Akka.Configuration.ConfigurationFactory.ParseString("akka.loglevel = OFF"));
    private readonly Runner _runner = new();
    private readonly Probe _registry;
    private readonly Probe _coordinator;
    private IActorRef _actor = ActorRefs.Nobody;

    public WhenAGpuActorWorks()
    {
        _registry = new(_system);
        _coordinator = new(_system);
    }

    public async ValueTask InitializeAsync()
    {
        var settings = new GpuActorSettings(Slot, "cpu", TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50));
        var (registry, coordinator) = (_registry.Actor, _coordinator.Actor);
        _actor = _system.ActorOf(Props.Create(() => new AdaSapSweep.GpuActor.Actors.GpuActor(settings, _runner, registry, coordinator)));
        await _registry.Next<RegisterSlot>();
        _actor.Tell(new SlotRegistered(Slot, new("", "")), _registry.Actor);
        await _coordinator.Next<RequestStage>();
    }

    public async ValueTask DisposeAsync()
    {
        _runner.Let(_ => Outcome);
        await _system.Terminate();
    }

    [Fact]
    public async Task ItAsksAgainUntilItIsAnswered()
    {
        await _coordinator.Next<RequestStage>();
        await _coordinator.Next<RequestStage>();
    }

    [Fact]
    public async Task AnOutcomeIsReportedUntilItIsRecorded_ThenItAsksForMore()
    {
        _runner.Let(_ => Outcome);
        Tell(Order("a"));
        var report = await _coordinator.Next<StageSucceeded>();
        Assert.Equal(Order("a").Lease, report.Lease);
        await _coordinator.Next<StageSucceeded>();
        Tell(new ReportRecorded(report.Lease));
        await _coordinator.Next<RequestStage>();
    }

    [Fact]
    public async Task ARefusedReport_IsDropped_AndTheNextStageRuns()
    {
        _runner.Let(_ => Outcome);
        Tell(Order("a"));
        var report = await _coordinator.Next<StageSucceeded>();
        Tell(new ReportRefused(report.Lease, "the lease was lost"));
        await _coordinator.Next<RequestStage>();
        Tell(Order("b"));
        Assert.Equal(Order("b").Lease, (await _coordinator.Next<StageSucceeded>()).Lease);
    }

    [Fact]
    public async Task ProgressIsTold_WhileTheTrainingThreadIsStuckInALongCall()
    {
        Tell(Order("a"));
        _runner.Progress.EpochEnded(1, new Dictionary<string, double> { ["loss"] = 2 });
        var first = await _coordinator.Next<StageProgressed>();
        for (var i = 0; i < 100 && first.Epochs.IsEmpty; i++) first = await _coordinator.Next<StageProgressed>();
        Assert.Equal(new EpochMetric(1, "loss", 2), Assert.Single(first.Epochs));
        Assert.Equal(7, first.PlannedEpochs);
        await _coordinator.Next<StageProgressed>();
    }

    [Theory]
    [InlineData(FailureKind.Diverged)]
    [InlineData(FailureKind.Data)]
    public async Task AFailureWithAName_IsReportedByIt(FailureKind kind)
    {
        _runner.Let(_ => throw new StageFailedException(kind, "because"));
        Tell(Order("a"));
        var report = await _coordinator.Next<StageFailed>();
        Assert.Equal((kind, "because"), (report.Kind, report.Reason));
    }

    [Fact]
    public async Task AnyOtherFailure_IsACrash_AndTheActorLivesOn()
    {
        _runner.Let(_ => throw new InvalidOperationException("broken"));
        Tell(Order("a"));
        var report = await _coordinator.Next<StageFailed>();
        Assert.Equal(FailureKind.Crash, report.Kind);
        Assert.Contains("broken", report.Reason, StringComparison.Ordinal);
        Tell(new ReportRecorded(report.Lease));
        await _coordinator.Next<RequestStage>();
    }

    [Fact]
    public async Task ACancellationThatNobodyAskedFor_IsACrash()
    {
        _runner.Let(_ => throw new OperationCanceledException());
        Tell(Order("a"));
        Assert.Equal(FailureKind.Crash, (await _coordinator.Next<StageFailed>()).Kind);
    }

    [Fact]
    public async Task SettingsThatCannotBeRead_AreTheRunnersFailure_NotTheActors()
    {
        _runner.Let(_ => throw new FormatException("no settings"));
        var order = Order("a");
        Tell(order with { Spec = order.Spec with { Settings = "{" } });
        var report = await _coordinator.Next<StageFailed>();
        Assert.Contains("no settings", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakenForDeadWhileItWorks_ItRegistersAgainWithWhatItHolds()
    {
        Tell(Order("a"));
        await _coordinator.Next<StageProgressed>();
        Tell(new RegisterAgain(Slot));
        Assert.Equal([Order("a").Lease], (await _registry.Next<RegisterSlot>()).Holding);
        _runner.Let(_ => Outcome);
        await _coordinator.Next<StageSucceeded>();
        Tell(new RegisterAgain(Slot));
        Assert.Equal([Order("a").Lease], (await _registry.Next<RegisterSlot>()).Holding);
    }

    [Fact]
    public async Task ACancel_StopsItsStage_ButNotAnotherOne()
    {
        _runner.Let(stop =>
        {
            stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(20));
            stop.ThrowIfCancellationRequested();
            return Outcome;
        });
        Tell(Order("a"));
        Tell(new CancelStage(new(Order("a").Lease.Stage, new(9)), "an older attempt"));
        await _coordinator.Next<StageProgressed>();
        Assert.False(_runner.Stop.IsCancellationRequested);
        Tell(new CancelStage(Order("a").Lease, "drain"));
        Assert.Equal(FailureKind.Cancelled, (await _coordinator.Next<StageFailed>()).Kind);
    }

    private static RunStage Order(string name)
    {
        var settings = new TrainingSettings
        {
            Data = new() { Name = DataSets.Shapes },
            Architecture = Architectures.ResNet8,
            Seed = 1,
            Epochs = 7,
            BatchSize = 4,
            Optimizer = new() { LearningRate = 0.1, Schedule = LearningRateSchedules.Constant },
        };
        var spec = StageSpec.Create(StageKinds.Pretrain, settings, name, null, 1);
        return new(new(spec.Key, new(1)), spec, 1, "/nowhere", null, null, "", []);
    }

    private void Tell(object message) => _actor.Tell(message, _coordinator.Actor);

    /// <summary>Does what the test says, on the thread that it is called on.</summary>
    private sealed class Runner : IStageRunner
    {
        private readonly TaskCompletionSource<Func<CancellationToken, StageOutcome>> _work = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<(StageProgress, CancellationToken)> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public StageProgress Progress => _begun.Task.WaitAsync(TimeSpan.FromSeconds(20)).GetAwaiter().GetResult().Item1;

        public CancellationToken Stop => _begun.Task.WaitAsync(TimeSpan.FromSeconds(20)).GetAwaiter().GetResult().Item2;

        public void Let(Func<CancellationToken, StageOutcome> work) => _work.TrySetResult(work);

        public StageOutcome Run(RunStage order, StageProgress progress, CancellationToken stop)
        {
            _begun.TrySetResult((progress, stop));
            return _work.Task.GetAwaiter().GetResult()(stop);
        }
    }
}
