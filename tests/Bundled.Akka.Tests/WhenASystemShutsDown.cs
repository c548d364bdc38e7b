using AdaSapSweep.Bundled.Akka.Tests.Support;
using Akka;
using Akka.Actor;

namespace AdaSapSweep.Bundled.Akka.Tests;

public sealed class WhenASystemShutsDown : SystemTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected override string Hocon => "akka.coordinated-shutdown.phases.service-stop.timeout = 200ms";

    [Fact]
    public async Task ThePhasesRunInOrder_AndTheActorsStopLast()
    {
        var order = new List<string>();
        var shutdown = CoordinatedShutdown.Get(Sys);
        Add(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "last");
        Add(CoordinatedShutdown.PhaseBeforeServiceUnbind, "first");
        Add(CoordinatedShutdown.PhaseServiceRequestsDone, "second");
        Spawn(a => a.OnStop = () => Note("actor"), "worker");
        await shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Patience);
        Assert.Equal(["first", "second", "last", "actor"], order);
        Assert.Same(CoordinatedShutdown.ClrExitReason.Instance, shutdown.ShutdownReason);
        Assert.True(Sys.WhenTerminated.IsCompleted);

        void Note(string what)
        {
            lock (order)
                order.Add(what);
        }

        void Add(string phase, string name) => shutdown.AddTask(phase, name, () =>
        {
            Note(name);
            return Task.FromResult(Done.Instance);
        });
    }

    [Fact]
    public async Task Terminate_RunsTheTasksToo()
    {
        var ran = false;
        CoordinatedShutdown.Get(Sys).AddTask(CoordinatedShutdown.PhaseServiceStop, "task", () =>
        {
            ran = true;
            return Task.FromResult(Done.Instance);
        });
        await Sys.Terminate().WaitAsync(Patience);
        Assert.True(ran);
    }

    [Fact]
    public async Task ATaskThatFailsOrHangs_DoesNotKeepTheSystemUp()
    {
        var shutdown = CoordinatedShutdown.Get(Sys);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "fails", () => throw new InvalidOperationException("no"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "hangs", () => new TaskCompletionSource<Done>().Task);
        await Sys.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task RunningTwice_RunsTheTasksOnce()
    {
        var runs = 0;
        var shutdown = CoordinatedShutdown.Get(Sys);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "count", () =>
        {
            Interlocked.Increment(ref runs);
            return Task.FromResult(Done.Instance);
        });
        await Task.WhenAll(shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance), shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance), Sys.Terminate()).WaitAsync(Patience);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task AMessageSentAfterwards_DoesNoHarm()
    {
        var target = Spawn(_ => { });
        await Sys.Terminate().WaitAsync(Patience);
        target.Tell("too late", ActorRefs.NoSender);
        Assert.Throws<InvalidOperationException>(() => Spawn(_ => { }));
    }
}
