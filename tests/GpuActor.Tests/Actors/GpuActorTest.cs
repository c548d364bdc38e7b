using System.Collections.Concurrent;
using AdaSapSweep.GpuActor.Actors;
using AdaSapSweep.GpuActor.Running;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Stages;
using AdaSapSweep.TestSupport;
using AdaSapSweep.TestSupport.Actors;
using AdaSapSweep.Training;
using Akka.Actor;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Actors;

/// <summary>A GPU actor with a probe where its line would be, registered with a coordinator that shares its folder.</summary>
public abstract class GpuActorTest : IAsyncLifetime
{
    private protected static readonly SlotId Slot = new("cpu/1");

    private readonly ActorSystem _system = ActorSystem.Create("gpu-actor", Akka.Configuration.ConfigurationFactory.ParseString("akka.loglevel = OFF"));
    private readonly TrainingThread _thread;
    private IActorRef _actor = ActorRefs.Nobody;

    protected GpuActorTest()
    {
        _thread = new(Runner);
        Line = new(_system);
    }

    private protected ScriptedRunner Runner { get; } = new();

    private protected Probe Line { get; }

    private protected ManualClock Clock { get; } = new();

    private protected TemporaryFolder Folder { get; } = new();

    /// <summary>How the process was ended, in order; only the first would count.</summary>
    private protected ConcurrentQueue<(int Code, string Why)> Ends { get; } = new();

    private protected virtual GpuActorSettings Settings => new()
    {
        Slot = Slot,
        Device = "cpu",
        ResendInterval = TimeSpan.FromMilliseconds(50),
        ProgressInterval = TimeSpan.FromMilliseconds(50),
        CancelTimeout = TimeSpan.FromSeconds(20),
        DrainTimeout = TimeSpan.FromSeconds(20),
        SilenceTimeout = TimeSpan.FromSeconds(5),
        Linger = TimeSpan.FromMinutes(10),
        FastPaths = FastPaths.None,
        RecycleGrowth = 1000,
    };

    private protected virtual long Resident => 0;

    public virtual async ValueTask InitializeAsync()
    {
        var (settings, thread, line, clock) = (Settings, _thread, Line.Actor, Clock);
        EndProcess end = (code, why) => Ends.Enqueue((code, why));
        var memory = new MemoryWatch(settings.RecycleGrowth, () => Resident, clock);
        _actor = _system.ActorOf(Props.Create(() => new AdaSapSweep.GpuActor.Actors.GpuActor(settings, thread, line, end, memory, clock)));
        Assert.Empty((await Line.Next<RegisterSlot>()).Holding);
        Tell(new SlotRegistered(Slot, new(Folder.Path, FolderMark.Ensure(Folder.Path))));
        await Line.Next<RequestStage>();
    }

    public async ValueTask DisposeAsync()
    {
        Runner.LetAllEnd();
        _thread.Dispose();
        await _system.Terminate();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static RunStage Order(string name, int attempt = 1)
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
        return new(new(spec.Key, new(attempt)), spec, 1, "/nowhere", null, null, "", []);
    }

    private protected void Tell(object message) => _actor.Tell(message, Line.Actor);

    /// <summary>The next message on that stage.</summary>
    private protected async Task<StageProgressed> Progress(RunStage order)
    {
        StageProgressed told;
        do told = await Line.Next<StageProgressed>();
        while (told.Lease != order.Lease);
        return told;
    }

    private protected async Task<(int Code, string Why)> TheEnd()
    {
        await Eventually.True(() => !Ends.IsEmpty, TimeSpan.FromSeconds(20), "the end of the process");
        return Ends.First();
    }
}
