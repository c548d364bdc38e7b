using Akka.Actor;

namespace AdaSapSweep.Coordinator.Actors;

/// <summary>Whom the coordinator tells what was decided.</summary>
internal sealed record SweepActors(IActorRef Store, IActorRef Progress, IActorRef Files);
