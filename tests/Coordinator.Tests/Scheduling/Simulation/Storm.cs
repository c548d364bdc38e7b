using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>Plans what befalls a world: each kind of fault that its weather has, a few times.</summary>
internal sealed class Storm(World world, IEdits edits)
{
    private const int MostOfAKind = 4;

    /// <summary>Called after each edit of the sweep file.</summary>
    public Action? Edited { get; init; }

    public void Plan()
    {
        foreach (var fault in world.Weather.Faults)
        {
            for (var i = world.Chance.Between(1, MostOfAKind); i > 0; i--)
                world.Time.At(world.Chance.Between(0, (int)world.Weather.StormUntil), () => Happen(fault));
        }
    }

    private void Happen(Fault fault)
    {
        var slot = world.Chance.Of(world.Slots);
        switch (fault)
        {
            case Fault.KillSlot: world.Die(slot); break;
            case Fault.KillCoordinator: world.KillCoordinator(); break;
            case Fault.CutSlot: world.CutOff(slot); break;
            case Fault.PauseSlot: world.Pause(slot); break;
            case Fault.EndSlot: slot.Leave(); break;
            case Fault.HangStage: slot.Hang(); break;
            case Fault.LoseArtifact: LoseArtifact(); break;
            case Fault.Cancel: world.Store.Ask(new CancelTrials(SomeTrials())); break;
            case Fault.Retry: world.Store.Ask(new RetryTrials(SomeTrials())); break;
            case Fault.Edit: Edit(); break;
            case Fault.Drain: world.Coordinator.Handle(new DrainRequested("by chance")); break;
            case Fault.Exhaust: world.Exhaust(); break;
            default: throw new ArgumentOutOfRangeException(nameof(fault), fault, "not a fault");
        }
    }

    private void LoseArtifact()
    {
        if (world.Disk.Artifacts.Count > 0) world.Disk.Artifacts.Remove(world.Chance.Of([.. world.Disk.Artifacts]));
    }

    /// <summary>Sometimes all of them, which an empty list stands for.</summary>
    private ImmutableArray<TrialId> SomeTrials() => world.Chance.Percent(15) ? [] : [.. world.Chance.Some(world.Plan.Trials, 30).Select(t => t.Id)];

    /// <summary>Either in the running sweep, or in the file that the next run begins with.</summary>
    private void Edit()
    {
        edits.Edit();
        Edited?.Invoke();
        var plan = edits.Plan();
        if (world.Chance.Percent(50)) world.Store.Ask(new ApplyFile(world.FileOf(plan)));
        else world.Adopt(plan);
    }
}
