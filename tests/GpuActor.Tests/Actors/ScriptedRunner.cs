using System.Collections.Concurrent;
using System.Collections.Immutable;
using AdaSapSweep.GpuActor.Running;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;

namespace AdaSapSweep.GpuActor.Tests.Actors;

/// <summary>Runs each stage as the test says, on the thread that it is called on; blocks until the test has said it.</summary>
internal sealed class ScriptedRunner : IStageRunner
{
    public static readonly StageOutcome Outcome = new([], [new("clean_accuracy", 0.5, false)], [], null, 1, ImmutableSortedDictionary<string, string>.Empty);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<StageLease, Stage> _stages = new();
    private readonly ConcurrentQueue<(RunStage Order, int Thread)> _begun = new();

    /// <summary>Every stage that has begun, with the thread that it runs on.</summary>
    public IReadOnlyList<(StageLease Lease, int Thread)> Begun => [.. _begun.Select(b => (b.Order.Lease, b.Thread))];

    public IReadOnlyList<RunStage> Orders => [.. _begun.Select(b => b.Order)];

    public void Let(RunStage order, Func<CancellationToken, StageOutcome> work) => Of(order.Lease).Work.TrySetResult(work);

    public void Let(RunStage order) => Let(order, _ => Outcome);

    /// <summary>Lets it run until it is stopped.</summary>
    public void LetItTrain(RunStage order) => Let(order, stop =>
    {
        stop.WaitHandle.WaitOne(Patience);
        stop.ThrowIfCancellationRequested();
        return Outcome;
    });

    public Task<StageProgress> ProgressOf(RunStage order) => Of(order.Lease).Progress.Task.WaitAsync(Patience);

    public StageOutcome Run(RunStage order, StageProgress progress, CancellationToken stop)
    {
        _begun.Enqueue((order, Environment.CurrentManagedThreadId));
        var stage = Of(order.Lease);
        stage.Progress.TrySetResult(progress);
        return stage.Work.Task.GetAwaiter().GetResult()(stop);
    }

    /// <summary>Whatever still runs ends.</summary>
    public void LetAllEnd()
    {
        foreach (var stage in _stages.Values) stage.Work.TrySetResult(_ => Outcome);
    }

    private Stage Of(StageLease lease) => _stages.GetOrAdd(lease, _ => new());

    private sealed class Stage
    {
        public TaskCompletionSource<Func<CancellationToken, StageOutcome>> Work { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<StageProgress> Progress { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
