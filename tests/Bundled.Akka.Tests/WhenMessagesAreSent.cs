using AdaSapSweep.Bundled.Akka.Tests.Support;
using Akka.Actor;
using Akka.Event;

namespace AdaSapSweep.Bundled.Akka.Tests;

public sealed class WhenMessagesAreSent : SystemTest
{
    [Fact]
    public async Task TheyArriveInTheOrderOfEachSender()
    {
        const int senders = 4, each = 5000;
        var seen = new Dictionary<int, int>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var disorder = 0;
        var handled = 0;
        var target = Spawn(a => a.On<(int From, int Number)>(m =>
        {
            if (seen.GetValueOrDefault(m.From, -1) != m.Number - 1)
                disorder++;
            seen[m.From] = m.Number;
            if (++handled == senders * each)
                done.SetResult();
        }));
        await Task.WhenAll(Enumerable.Range(0, senders).Select(from => Task.Run(() =>
        {
            for (var i = 0; i < each; i++)
                target.Tell((from, i), ActorRefs.NoSender);
        })));
        await done.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(0, disorder);
    }

    [Fact]
    public async Task NeverDoTwoThreadsRunOneActor()
    {
        const int count = 20000;
        var inside = 0;
        var overlaps = 0;
        var handled = 0;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var target = Spawn(a => a.On<int>(_ =>
        {
            if (Interlocked.Increment(ref inside) != 1)
                overlaps++;
            Interlocked.Decrement(ref inside);
            if (++handled == count)
                done.SetResult();
        }));
        Parallel.For(0, count, i => target.Tell(i, ActorRefs.NoSender));
        await done.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(0, overlaps);
    }

    [Fact]
    public async Task AForwardedMessage_KeepsItsSender()
    {
        var relay = Spawn(a => a.On<string>(m => Probe.Ref.Forward(m)));
        var other = new Probe(Sys);
        other.Send(relay, "hello");
        await Probe.Expect("hello");
        Assert.Equal(other.Ref, Probe.LastSender);
    }

    [Fact]
    public async Task OneForADeadActor_BecomesADeadLetter()
    {
        Sys.EventStream.Subscribe(Probe.Ref, typeof(DeadLetter));
        var target = Spawn(_ => { });
        await target.GracefulStop(TimeSpan.FromSeconds(20));
        target.Tell("too late", ActorRefs.NoSender);
        var letter = await Probe.Fish<DeadLetter>(l => l.Message is "too late");
        Assert.Equal(target, letter.Recipient);
    }

    [Fact]
    public async Task OneThatNobodyHandles_IsPublishedAsUnhandled()
    {
        Sys.EventStream.Subscribe(Probe.Ref, typeof(UnhandledMessage));
        var target = Spawn(a => a.On<int>(_ => { }));
        target.Tell("what?", Probe.Ref);
        var unhandled = await Probe.Expect<UnhandledMessage>();
        Assert.Equal("what?", unhandled.Message);
        Assert.Equal(target, unhandled.Recipient);
    }
}
