namespace AdaSapSweep.Coordinator.Cli;

/// <summary>What scripts may rely on.</summary>
internal static class ExitCode
{
    /// <summary>Every trial succeeded.</summary>
    public const int Ok = 0;

    /// <summary>Some trials failed, or the run could not go on; the lines before say which and why.</summary>
    public const int Failed = 1;

    /// <summary>A wrong flag or a file that cannot be used; nothing was run.</summary>
    public const int Usage = 2;

    /// <summary>Stopped by Ctrl-C or SIGTERM; the same command goes on.</summary>
    public const int Interrupted = 130;
}
