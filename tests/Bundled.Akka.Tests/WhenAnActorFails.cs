using AdaSapSweep.Bundled.Akka.Tests.Support;
using Akka.Actor;

namespace AdaSapSweep.Bundled.Akka.Tests;

public sealed class WhenAnActorFails : SystemTest
{
    private sealed record Boom(string Text = "boom");

    [Fact]
    public async Task ARestart_KeepsTheMailbox_AndLosesTheFailingMessage()
    {
        var incarnation = 0;
        var target = Spawn(a =>
        {
            var mine = ++incarnation;
            a.On<Boom>(_ => throw new InvalidOperationException("boom"));
            a.On<string>(text => Probe.Ref.Tell($"{mine}:{text}", a.Self));
        });
        target.Tell("before", ActorRefs.NoSender);
        target.Tell(new Boom(), ActorRefs.NoSender);
        target.Tell("after", ActorRefs.NoSender);
        target.Tell("later", ActorRefs.NoSender);
        await Probe.Expect("1:before");
        await Probe.Expect("2:after");
        await Probe.Expect("2:later");
    }

    [Fact]
    public async Task ARestart_StopsItsChildren_AndRunsTheHooksInOrder()
    {
        var target = Spawn(a =>
        {
            a.OnStart = () =>
            {
                Probe.Ref.Tell("start", a.Self);
                a.Context.ActorOf(Scripted.As(c => c.OnStop = () => Probe.Ref.Tell("child stop", ActorRefs.NoSender)), "child");
            };
            a.OnStop = () => Probe.Ref.Tell("stop", a.Self);
            a.On<Boom>(_ => throw new InvalidOperationException("boom"));
        });
        await Probe.Expect("start");
        target.Tell(new Boom(), ActorRefs.NoSender);
        var seen = new[] { await Probe.Expect<string>(), await Probe.Expect<string>(), await Probe.Expect<string>() };
        Assert.Equal(["child stop", "stop"], seen[..2].Order());
        Assert.Equal("start", seen[2]);
    }

    [Fact]
    public async Task Resume_KeepsTheState()
    {
        var parent = Parent(_ => Directive.Resume, 10);
        Probe.Send(parent, "count");
        await Probe.Expect(1);
        Probe.Send(parent, new Boom());
        Probe.Send(parent, "count");
        await Probe.Expect(2);
    }

    [Fact]
    public async Task MoreRestartsThanAllowed_StopIt()
    {
        var parent = Parent(_ => Directive.Restart, 2);
        await Probe.Watch(await parent.Ask<IActorRef>("child", TimeSpan.FromSeconds(20)));
        for (var i = 0; i < 2; i++)
        {
            Probe.Send(parent, new Boom());
            Probe.Send(parent, "count");
            await Probe.Expect(1);
        }
        Probe.Send(parent, new Boom());
        await Probe.Expect<Terminated>();
    }

    [Fact]
    public async Task Escalate_RestartsTheParentToo()
    {
        var grandparent = Spawn(a =>
        {
            var parent = a.Context.ActorOf(Scripted.As(p =>
            {
                p.OnStart = () => Probe.Ref.Tell("parent started", ActorRefs.NoSender);
                p.Strategy = new OneForOneStrategy(_ => Directive.Escalate);
                var child = p.Context.ActorOf(Props.Create(() => new Counter()));
                p.On<object>(m => child.Forward(m));
            }));
            a.On<object>(m => parent.Forward(m));
        });
        await Probe.Expect("parent started");
        Probe.Send(grandparent, "count");
        await Probe.Expect(1);
        Probe.Send(grandparent, new Boom());
        await Probe.Expect("parent started");
        Probe.Send(grandparent, "count");
        await Probe.Expect(1);
    }

    [Fact]
    public async Task InItsConstructor_ItIsStopped()
    {
        var target = Spawn(_ => throw new InvalidOperationException("no start"));
        await Probe.Watch(target);
        Assert.Equal(target, (await Probe.Expect<Terminated>()).ActorRef);
    }

    [Fact]
    public async Task ByKill_ItIsStopped()
    {
        var target = Spawn(_ => { });
        await Probe.Watch(target);
        target.Tell(Kill.Instance, ActorRefs.NoSender);
        await Probe.Expect<Terminated>();
    }

    [Fact]
    public async Task TheFailedMessageAndItsCause_ReachPreRestart()
    {
        var target = Sys.ActorOf(Props.Create(() => new Recorder(Probe.Ref)));
        target.Tell(new Boom("this one"), ActorRefs.NoSender);
        var (cause, message) = await Probe.Expect<(string, object)>();
        Assert.Equal("broken", cause);
        Assert.Equal(new Boom("this one"), message);
    }

    private IActorRef Parent(Func<Exception, Directive> decider, int maxRestarts) => Spawn(a =>
    {
        a.Strategy = new OneForOneStrategy(maxNrOfRetries: maxRestarts, withinTimeRange: TimeSpan.FromMinutes(1), localOnlyDecider: decider);
        var child = a.Context.ActorOf(Props.Create(() => new Counter()));
        a.On<string>(m =>
        {
            if (m == "child")
                a.Sender.Tell(child);
            else
                child.Forward(m);
        });
        a.On<Boom>(m => child.Forward(m));
    });

    private sealed class Counter : ReceiveActor
    {
        private int _count;

        public Counter()
        {
            Receive<string>(_ => Sender.Tell(++_count));
            Receive<Boom>(_ => throw new InvalidOperationException("boom"));
        }
    }

    private sealed class Recorder(IActorRef probe) : UntypedActor
    {
        protected override void OnReceive(object message) => throw new InvalidOperationException("broken");

        protected override void PreRestart(Exception reason, object message) => probe.Tell((reason.Message, message));
    }
}
