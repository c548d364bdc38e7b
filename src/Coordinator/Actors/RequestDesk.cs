using System.Diagnostics;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Store;
using Akka.Actor;
using Akka.Event;

namespace AdaSapSweep.Coordinator.Actors;

/// <summary>
/// Looks in the store for what other processes want of the sweep and hands it over, one after the other: the next one when the answer of the last is in
/// the store. An edited sweep file is planned here first, on a thread of the pool: that may take seconds.
/// </summary>
/// <remarks>What an edit finds in the store is right only when no earlier edit is still on its way there.</remarks>
internal sealed class RequestDesk : ReceiveActor, IWithTimers
{
    private readonly Func<string, EditedPlan> _plan;
    private readonly IActorRef _store;
    private readonly IActorRef _coordinator;
    private readonly TimeSpan _interval;
    private readonly TimeSpan _patience;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private long _newest;
    private long _handedOver;

    /// <param name="plan">Reads and plans the text of a sweep file.</param>
    /// <param name="interval">Between two looks.</param>
    /// <param name="patience">The store has so long to answer, and to get the answer of a request.</param>
    public RequestDesk(Func<string, EditedPlan> plan, TimeSpan interval, TimeSpan patience, IActorRef store, IActorRef coordinator)
    {
        _plan = plan;
        _interval = interval;
        _patience = patience;
        _store = store;
        _coordinator = coordinator;
        Become(Waiting);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>RequestDesk → SweepCoordinator: what is asked, to be decided. After a restart it may come a second time.</summary>
    internal sealed record Asked(long Number, SweepEvent Event);

    /// <summary>RequestDesk → SweepCoordinator: what is asked cannot be done.</summary>
    internal sealed record Impossible(long Number, string Reason);

    protected override void PreStart() => Timers.StartPeriodicTimer("poll", Next.Instance, _interval);

    /// <summary>Nothing is to be done: waiting for the next look.</summary>
    private void Waiting() => Receive<Next>(_ =>
    {
        _store.Tell(new StoreWriter.Poll());
        Await(Polling);
    });

    /// <summary>The store was asked what there is.</summary>
    private void Polling()
    {
        Receive<StoreWriter.Polled>(m =>
        {
            Timers.Cancel("answer");
            // One that was handed over is open until its answer is committed.
            var isUnderWay = m.Requests.Any(r => r.Number <= _newest);
            if (m.Requests.FirstOrDefault(r => r.Number > _newest) is not { } next || (isUnderWay && Stopwatch.GetElapsedTime(_handedOver) < _patience)) Done();
            else HandOver(next, isUnderWay);
        });
        Receive<StoreWriter.NotRead>(m =>
        {
            _log.Warning("requests cannot be read: {0}", m.Reason);
            Done();
        });
        Receive<TooLong>(_ => Done());
        Receive<Next>(_ => { });
    }

    /// <summary>An edited sweep file is being planned.</summary>
    private void Planning(long number, string text)
    {
        Receive<EditedPlan>(m =>
        {
            if (m.Tree is not { } tree)
            {
                Refuse(number, string.Join("; ", m.Problems));
                return;
            }
            _store.Tell(new StoreWriter.Look(number, tree.Plan));
            Await(() => Comparing(number, text, tree));
        });
        Receive<Next>(_ => { });
    }

    /// <summary>The store was asked what it knows of an edited plan.</summary>
    private void Comparing(long number, string text, StageTree tree)
    {
        Receive<StoreWriter.Looked>(m => m.Number == number, m =>
            Tell(new Asked(number, new PlanEdited(number, text, tree, m.Found.Stages, m.Found.Trials))));
        Receive<StoreWriter.NotRead>(m => Refuse(number, m.Reason));
        Receive<TooLong>(_ => Refuse(number, "the store did not answer"));
        Receive<Next>(_ => { });
    }

    /// <param name="isUnderWay">The answer to an earlier one is not in the store yet, and nobody knows when it will be.</param>
    private void HandOver(OpenRequest request, bool isUnderWay)
    {
        _newest = request.Number;
        switch (request.Request)
        {
            case null:
                Refuse(request.Number, request.Problem ?? "the request cannot be read");
                break;
            case ApplyFile when isUnderWay:
                Refuse(request.Number, "what was asked before cannot be recorded at present; apply the file again when the sweep goes on");
                break;
            case ApplyFile apply:
                Become(() => Planning(request.Number, apply.FileText));
                Task.Run(() => _plan(apply.FileText)).PipeTo(Self, failure: error => new EditedPlan(null, [error.Message]));
                break;
            case var other:
                Tell(new Asked(request.Number, new Requested(request.Number, other)));
                break;
        }
    }

    private void Refuse(long number, string reason) => Tell(new Impossible(number, reason));

    private void Tell(object asked)
    {
        _handedOver = Stopwatch.GetTimestamp();
        _coordinator.Tell(asked);
        Done();
    }

    private void Await(Action behaviour)
    {
        Become(behaviour);
        Timers.StartSingleTimer("answer", TooLong.Instance, _patience);
    }

    private void Done()
    {
        Timers.Cancel("answer");
        Become(Waiting);
    }

    private sealed class Next
    {
        public static readonly Next Instance = new();

        private Next()
        {
        }
    }

    private sealed class TooLong
    {
        public static readonly TooLong Instance = new();

        private TooLong()
        {
        }
    }
}

/// <summary>An edited sweep file, planned.</summary>
/// <param name="Tree">Null when it cannot be used; <paramref name="Problems"/> says why.</param>
internal sealed record EditedPlan(StageTree? Tree, IReadOnlyList<string> Problems);
