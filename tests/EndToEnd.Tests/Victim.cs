namespace AdaSapSweep.EndToEnd.Tests;

/// <summary>Whom a blow kills.</summary>
internal enum Victim
{
    Coordinator,

    /// <summary>One of them.</summary>
    GpuActor,

    /// <summary>The coordinator and every GPU actor.</summary>
    All,
}
