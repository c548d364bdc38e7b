namespace AdaSapSweep.Training.Stages;

/// <summary>Training left the finite numbers. The same stage would diverge again: there is nothing to retry.</summary>
public sealed class DivergedException(string reason) : Exception(reason);
