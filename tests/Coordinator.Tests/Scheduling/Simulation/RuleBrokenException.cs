namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>A promise of the orchestrator was not kept.</summary>
internal sealed class RuleBrokenException(string message) : Exception(message);
