namespace AdaSapSweep.Coordinator.Cli;

/// <summary>Says now and then how far a long piece of work is, a line each time, so that a log file stays readable. Called from any thread.</summary>
internal sealed class ProgressLine(TextWriter output, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private long _last = time.GetTimestamp();

    /// <param name="text">Made only when it is due.</param>
    public void Show(Func<string> text)
    {
        lock (_gate)
        {
            if (time.GetElapsedTime(_last) < Pause) return;
            _last = time.GetTimestamp();
            output.WriteLine($"adasap: {text()}");
        }
    }
}
