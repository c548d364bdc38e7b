namespace AdaSapSweep.Training.Stages;

/// <summary>The device cannot compute what the stage asks for, however often it is tried there.</summary>
public sealed class UnfitDeviceException(string reason) : Exception(reason);
