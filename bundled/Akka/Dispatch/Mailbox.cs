using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>
/// The queues of one actor and its right to run. The flag _scheduled is held by whoever runs or is about to run the actor,
/// so two threads are never in one actor; it is given up before the last look at the queues, so no wake-up is lost.
/// </summary>
internal sealed class Mailbox(ActorCell cell, int throughput) : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<SystemMessage> _system = new();
    private readonly ConcurrentQueue<Envelope> _user = new();
    private readonly Stack<Envelope> _front = new();
    private int _suspensions;
    private bool _closed;
    private int _scheduled;

    public bool Closed => Volatile.Read(ref _closed);

    public void Post(Envelope envelope)
    {
        _user.Enqueue(envelope);
        Schedule();
    }

    public void PostSystem(SystemMessage message)
    {
        _system.Enqueue(message);
        Schedule();
    }

    // The members from here to Close are for the actor's own thread only.
    public void Suspend() => _suspensions++;

    public void Resume() => _suspensions = Math.Max(0, _suspensions - 1);

    /// <summary>Puts unstashed messages before everything that waits.</summary>
    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        foreach (var envelope in envelopes.Reverse())
            _front.Push(envelope);
    }

    /// <summary>From here on messages go to dead letters.</summary>
    public void Close() => Volatile.Write(ref _closed, true);

    public void Execute()
    {
        ActorCell.Current = cell;
        var front = false;
        var suspended = false;
        try
        {
            Run();
        }
        finally
        {
            ActorCell.Current = null;
            suspended = _suspensions > 0 && !_closed;
            front = _front.Count > 0;
            Interlocked.Exchange(ref _scheduled, 0);
            if (!_system.IsEmpty || (!suspended && (front || !_user.IsEmpty)))
                Schedule();
        }
    }

    private void Run()
    {
        RunSystem();
        for (var left = throughput; left > 0 && (_closed || _suspensions == 0); left--)
        {
            if (!_front.TryPop(out var envelope) && !_user.TryDequeue(out envelope))
                return;
            if (_closed)
                cell.AfterDeath(envelope);
            else
                cell.Invoke(envelope);
            RunSystem();
        }
    }

    private void RunSystem()
    {
        while (_system.TryDequeue(out var message))
        {
            if (_closed)
                cell.AfterDeath(message);
            else
                cell.InvokeSystem(message);
        }
    }

    private void Schedule()
    {
        if (Interlocked.CompareExchange(ref _scheduled, 1, 0) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
