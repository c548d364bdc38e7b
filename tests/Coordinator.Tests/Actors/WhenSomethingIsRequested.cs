using AdaSapSweep.Coordinator.Actors;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Coordinator.Tests.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.TestSupport.Actors;
using Akka.Actor;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Actors;

public sealed class WhenSomethingIsRequested : IAsyncDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("requests", Akka.Configuration.ConfigurationFactory.ParseString("akka.loglevel = OFF"));
    private readonly Probe _store;
    private readonly Probe _coordinator;
    private readonly Func<TimeSpan, IActorRef> _begin;
    private IActorRef _desk;

    public WhenSomethingIsRequested()
    {
        (_store, _coordinator) = (new(_system), new(_system));
        Func<string, EditedPlan> plan = text => text switch
        {
            "good" => new(new StageTree(Plans.Of("root eval")), []),
            "bad" => new(null, ["line 1: no such key", "line 2: no such value"]),
            _ => throw new InvalidOperationException("broken"),
        };
        var (store, coordinator) = (_store.Actor, _coordinator.Actor);
        _begin = patience => _system.ActorOf(Props.Create(() => new RequestDesk(plan, TimeSpan.FromMilliseconds(20), patience, store, coordinator)));
        _desk = _begin(TimeSpan.FromMinutes(1));
    }

    public async ValueTask DisposeAsync() => await _system.Terminate();

    [Fact]
    public async Task ItIsHandedOverOnce_AndTheNextWaitsUntilTheStoreHasItsAnswer()
    {
        var (one, two) = (new OpenRequest(1, new CancelTrials([]), null), new OpenRequest(2, new RetryTrials([]), null));
        await Answer(one);
        Assert.Equal(1, await Asked());
        await Answer(one, two);
        await Answer(one, two);
        _coordinator.Actor.Tell(new RequestDesk.Asked(0, new TimePassed()));
        Assert.Equal(0, await Asked());
        await Answer(two);
        Assert.Equal(2, await Asked());
    }

    [Fact]
    public async Task ASecondEdit_LooksInTheStore_WhenTheFirstIsInIt()
    {
        var (one, two) = (new OpenRequest(1, new ApplyFile("good"), null), new OpenRequest(2, new ApplyFile("good"), null));
        await Answer(one, two);
        await Look(1);
        Assert.Equal(1, await Asked());
        // Would it look now, it would not ask what there is until the look is answered.
        await Answer(one, two);
        await Answer(one, two);
        await Answer(two);
        await Look(2);
        Assert.Equal(2, await Asked());
    }

    [Fact]
    public async Task WhenAnAnswerIsNotRecordedInTime_AnEditIsRefused_AndTheOthersGoOn()
    {
        _system.Stop(_desk);
        _desk = _begin(TimeSpan.FromMilliseconds(200));
        OpenRequest[] open = [new(1, new CancelTrials([]), null), new(2, new ApplyFile("good"), null), new(3, new RetryTrials([]), null)];
        var told = Told();
        while (!told.IsCompleted) await Answer(open);
        await told;

        async Task Told()
        {
            Assert.Equal(1, await Asked());
            Assert.Equal(2, (await _coordinator.Next<RequestDesk.Impossible>()).Number);
            Assert.Equal(3, await Asked());
        }
    }

    [Fact]
    public async Task AnEditedFile_IsPlanned_AndHandedOverWithWhatTheStoreKnows()
    {
        await Answer(new OpenRequest(7, new ApplyFile("good"), null));
        var look = await Look(7);
        var edited = Assert.IsType<PlanEdited>((await _coordinator.Next<RequestDesk.Asked>()).Event);
        Assert.Equal((7, "good", look.Plan), (edited.Number, edited.FileText, edited.Tree.Plan));
        Assert.Equal(TrialState.Failed, Assert.Single(edited.Trials).Value);
    }

    [Theory]
    [InlineData("bad", "line 1: no such key; line 2: no such value")]
    [InlineData("fault", "broken")]
    public async Task AFileThatCannotBeUsed_IsRefusedWithItsMistakes(string text, string reason)
    {
        await Answer(new OpenRequest(3, new ApplyFile(text), null));
        Assert.Equal(new RequestDesk.Impossible(3, reason), await _coordinator.Next<RequestDesk.Impossible>());
    }

    [Fact]
    public async Task OneThatCannotBeRead_IsRefused_AndTheNextIsLookedAt()
    {
        await Answer(new OpenRequest(4, null, "the request is of a kind that there is not"), new OpenRequest(5, new CancelTrials([]), null));
        Assert.Equal(4, (await _coordinator.Next<RequestDesk.Impossible>()).Number);
        await Answer(new OpenRequest(5, new CancelTrials([]), null));
        Assert.Equal(5, Assert.IsType<Requested>((await _coordinator.Next<RequestDesk.Asked>()).Event).Number);
    }

    [Fact]
    public async Task AStoreThatCannotBeRead_IsAskedAgain()
    {
        await _store.Next<StoreWriter.Poll>();
        _desk.Tell(new StoreWriter.NotRead("busy"), _store.Actor);
        await _store.Next<StoreWriter.Poll>();
    }

    private async Task Answer(params OpenRequest[] open)
    {
        await _store.Next<StoreWriter.Poll>();
        _store.LastSender.Tell(new StoreWriter.Polled(open), _store.Actor);
    }

    private async Task<long> Asked() => (await _coordinator.Next<RequestDesk.Asked>()).Number;

    /// <summary>Answers a look with one trial that failed.</summary>
    private async Task<StoreWriter.Look> Look(long number)
    {
        var look = await _store.Next<StoreWriter.Look>();
        Assert.Equal(number, look.Number);
        var found = new StoredPlan(new Dictionary<StageKey, StageRecord>(), new Dictionary<TrialId, TrialState> { [look.Plan.Trials[0].Id] = TrialState.Failed });
        _desk.Tell(new StoreWriter.Looked(number, found), _store.Actor);
        return look;
    }
}
