namespace AdaSapSweep.Coordinator.Diagnosing;

/// <summary>What a check found: one line for people.</summary>
/// <param name="Fix">What to do about it, as a command where there is one; null when there is nothing to do.</param>
internal sealed record Finding(Severity Level, string What, string? Fix = null)
{
    public static Finding Ok(string what) => new(Severity.Ok, what);

    public static Finding Warning(string what, string fix) => new(Severity.Warning, what, fix);

    public static Finding Problem(string what, string fix) => new(Severity.Problem, what, fix);
}

internal enum Severity
{
    Ok,

    /// <summary>A sweep runs, but something is not as it might be.</summary>
    Warning,

    /// <summary>A sweep would not run.</summary>
    Problem,
}
