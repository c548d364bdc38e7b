namespace AdaSapSweep.Training.Checkpoints;

/// <summary>A tensor as the header describes it; offsets count from the start of the buffer.</summary>
internal sealed record SafetensorsEntry(string Name, SafetensorsType Type, long[] Shape, long Begin, long End);
