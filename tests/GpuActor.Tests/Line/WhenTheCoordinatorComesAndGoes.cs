using AdaSapSweep.GpuActor.Line;
using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.TestSupport;
using AdaSapSweep.TestSupport.Actors;
using Akka.Actor;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Line;

public sealed class WhenTheCoordinatorComesAndGoes : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly SlotId Slot = new("cpu/1");
    private static readonly LineSettings Settings = new(TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(12));

    private readonly ActorSystem _system = ActorSystem.Create("gpu-actor", Akka.Configuration.ConfigurationFactory.ParseString("akka.loglevel = OFF"));
    private readonly ManualClock _clock = new();
    private readonly FakeLines _lines;
    private readonly Probe _gpuActor;
    private readonly IActorRef _line;
    private volatile CoordinatorAddress? _found;
    private int _looks;

    public WhenTheCoordinatorComesAndGoes()
    {
        _lines = new(_system);
        _gpuActor = new(_system);
        var (settings, clock) = (Settings, _clock);
        OpenLine open = _lines.Open;
        Func<CoordinatorAddress?> find = () =>
        {
            Interlocked.Increment(ref _looks);
            return _found;
        };
        _line = _system.ActorOf(Props.Create(() => new CoordinatorLine(settings, find, open, clock)));
        Say();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await _system.Terminate();

    [Fact]
    public async Task OneThatStartsLast_IsWaitedFor()
    {
        await Looks();
        Assert.Empty(_lines.Opened);
        await Opens("first");
        Say();
        Assert.IsType<RequestStage>((await _lines.Opened[0].Probe.Next<LineActor.ToCoordinator>()).Message);
    }

    [Fact]
    public async Task OneThatWasStartedAnew_GetsANewLineAtOnce_AndTheOldOneIsClosed()
    {
        await Opens("first");
        await Opens("second");
        Assert.True(_lines.Opened[0].Closed);
        Assert.Equal("second", _lines.Opened[1].Coordinator);
    }

    [Fact]
    public async Task WhatIsHeardOnAnOldLine_IsDropped()
    {
        await Opens("first");
        await Opens("second");
        _line.Tell(new LineActor.FromCoordinator(_lines.Opened[0].Number, Recorded(1)));
        _line.Tell(new LineActor.FromCoordinator(_lines.Opened[1].Number, Recorded(2)));
        Assert.Equal(Recorded(2), await _gpuActor.Next<ReportRecorded>());
    }

    [Fact]
    public async Task OneThatIsSilent_GetsNewLines_EachAfterALongerWait()
    {
        await Opens("first");
        await SilentFor(5, lines: 2);
        await SilentFor(10, lines: 3);
        await SilentFor(12, lines: 4);
        await SilentFor(12, lines: 5);
        _line.Tell(new LineActor.FromCoordinator(_lines.Opened[4].Number, new Noted(Slot)));
        await _gpuActor.Next<Noted>();
        await SilentFor(5, lines: 6);
    }

    [Fact]
    public async Task WhoIsHeard_IsNotSilent()
    {
        await Opens("first");
        for (var i = 0; i < 3; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(4));
            _line.Tell(new LineActor.FromCoordinator(_lines.Opened[0].Number, new Noted(Slot)));
            await _gpuActor.Next<Noted>();
            await Looks();
        }
        Assert.Single(_lines.Opened);
    }

    [Fact]
    public async Task ThrownOutOfTheCluster_ItJoinsAnew()
    {
        await Opens("first");
        _clock.Advance(TimeSpan.FromSeconds(1));
        _line.Tell(new CoordinatorLine.Broken(_lines.Opened[0].Number));
        await HasLines(2);
        Assert.True(_lines.Opened[0].Closed);
    }

    [Fact]
    public async Task OnceAMember_TheGpuActorIsToldAgainThatTheLineIsNew()
    {
        await Opens("first");
        _line.Tell(new CoordinatorLine.Joined(_lines.Opened[0].Number));
        await _gpuActor.Next<AdaSapSweep.GpuActor.Actors.GpuActor.LineOpened>();
    }

    [Fact]
    public async Task ALineThatCannotBeBuilt_IsTriedAgain()
    {
        _lines.Fail = true;
        _found = new("first", Guid.NewGuid());
        await Looks();
        _lines.Fail = false;
        _clock.Advance(TimeSpan.FromSeconds(1));
        await HasLines(1);
    }

    private static ReportRecorded Recorded(int attempt) => new(new(new(new string('a', 64)), new(attempt)));

    private void Say() => _line.Tell(new RequestStage(Slot), _gpuActor.Actor);

    private async Task Opens(string address)
    {
        var lines = _lines.Opened.Count;
        _found = new(address, Guid.NewGuid());
        await HasLines(lines + 1);
    }

    private async Task SilentFor(int seconds, int lines)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds - 1));
        await Looks();
        Assert.Equal(lines - 1, _lines.Opened.Count);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await HasLines(lines);
    }

    private async Task HasLines(int count)
    {
        await Eventually.True(() => _lines.Opened.Count == count, Patience, $"line number {count}");
        await _gpuActor.Next<AdaSapSweep.GpuActor.Actors.GpuActor.LineOpened>();
    }

    /// <summary>Waits until the coordinator was looked for a few times.</summary>
    private Task Looks()
    {
        var until = Volatile.Read(ref _looks) + 3;
        return Eventually.True(() => Volatile.Read(ref _looks) >= until, Patience, "looks");
    }
}
