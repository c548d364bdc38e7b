namespace AdaSapSweep.GpuActor.Line;

/// <param name="LookInterval">How often the coordinator's address is looked up.</param>
/// <param name="SilenceTimeout">A line on which nothing was heard for so long is replaced; the next ones get twice the time each, until something is heard.</param>
/// <param name="LongestSilence">Where the doubling ends.</param>
internal sealed record LineSettings(TimeSpan LookInterval, TimeSpan SilenceTimeout, TimeSpan LongestSilence);
