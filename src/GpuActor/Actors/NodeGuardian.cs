using AdaSapSweep.GpuActor.Line;
using AdaSapSweep.Shared.LocalSlots;
using Akka.Actor;

namespace AdaSapSweep.GpuActor.Actors;

/// <summary>Supervises this process's GPU actor and its line: restarts each a few times, then ends the process, which is started anew from outside.</summary>
internal sealed class NodeGuardian : ReceiveActor
{
    private readonly int _maxRestarts;
    private readonly Props _line;
    private readonly Func<ICanTell, Props> _gpuActor;

    /// <param name="line">Of <see cref="CoordinatorLine"/>.</param>
    /// <param name="gpuActor">Of a GPU actor that speaks through that line.</param>
    public NodeGuardian(Props line, Func<ICanTell, Props> gpuActor, int maxRestarts, EndProcess end)
    {
        _line = line;
        _gpuActor = gpuActor;
        _maxRestarts = maxRestarts;
        Receive<Terminated>(_ => end(SlotExitCode.GaveUp, "its actors failed again and again; the lines before say why"));
        Receive<GpuActor.Drain>(m => Context.Child("gpu").Tell(m));
    }

    protected override void PreStart()
    {
        var line = Context.ActorOf(_line, "line");
        var gpuActor = Context.ActorOf(_gpuActor(line), "gpu");
        Context.Watch(line);
        Context.Watch(gpuActor);
    }

    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(_maxRestarts, TimeSpan.FromMinutes(1), _ => Directive.Restart);
}
