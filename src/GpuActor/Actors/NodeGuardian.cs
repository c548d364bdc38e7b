using AdaSapSweep.GpuActor.Running;
using Akka.Actor;

namespace AdaSapSweep.GpuActor.Actors;

/// <summary>Supervises this process's GPU actor: restarts it a few times, then ends the process, which is started anew from outside.</summary>
internal sealed class NodeGuardian : ReceiveActor
{
    private readonly int _maxRestarts;
    private readonly Props _gpuActor;
    private readonly Action _gaveUp;

    public NodeGuardian(GpuActorSettings settings, int maxRestarts, Func<IStageRunner> runner, ICanTell registry, ICanTell coordinator, Action gaveUp)
    {
        _maxRestarts = maxRestarts;
        _gaveUp = gaveUp;
        _gpuActor = Props.Create(() => new GpuActor(settings, runner(), registry, coordinator));
        Receive<Terminated>(_ => _gaveUp());
    }

    protected override void PreStart() => Context.Watch(Context.ActorOf(_gpuActor, "gpu"));

    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(_maxRestarts, TimeSpan.FromMinutes(1), _ => Directive.Restart);
}
