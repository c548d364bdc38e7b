using System.Collections.Concurrent;
using AdaSapSweep.GpuActor.Line;
using AdaSapSweep.TestSupport.Actors;
using Akka.Actor;

namespace AdaSapSweep.GpuActor.Tests.Line;

/// <summary>Lines that go nowhere: each ends in a probe.</summary>
internal sealed class FakeLines(ActorSystem system)
{
    private readonly ConcurrentQueue<FakeLine> _opened = new();

    /// <summary>In the order in which they were opened.</summary>
    public IReadOnlyList<FakeLine> Opened => [.. _opened];

    /// <summary>While set, no line can be built.</summary>
    public volatile bool Fail;

    public ILine Open(int number, string coordinator, IActorRef owner)
    {
        if (Fail) throw new InvalidOperationException("the port is taken");
        var line = new FakeLine(number, coordinator, new(system));
        _opened.Enqueue(line);
        return line;
    }

    internal sealed class FakeLine(int number, string coordinator, Probe probe) : ILine
    {
        public int Number => number;

        public string Coordinator => coordinator;

        public Probe Probe => probe;

        public IActorRef Actor => probe.Actor;

        public volatile bool Closed;

        public Task CloseAsync()
        {
            Closed = true;
            return Task.CompletedTask;
        }
    }
}
