using Akka.Actor;

namespace AdaSapSweep.GpuActor.Line;

/// <summary>A connection to one life of a coordinator: an actor system in its cluster that can be thrown away and built anew.</summary>
internal interface ILine
{
    /// <summary>Takes <see cref="LineActor.ToCoordinator"/>; what comes back is told to the owner as <see cref="LineActor.FromCoordinator"/>.</summary>
    IActorRef Actor { get; }

    /// <summary>Ends when the actor system is gone, or when it did not go in time.</summary>
    Task CloseAsync();
}

/// <summary>Builds a line, on a thread of the pool.</summary>
/// <param name="number">Tells this line's messages from those of earlier ones.</param>
/// <param name="owner">Told what comes in, <see cref="CoordinatorLine.Joined"/>, and <see cref="CoordinatorLine.Broken"/> when the line ends by itself.</param>
internal delegate ILine OpenLine(int number, string coordinator, IActorRef owner);
