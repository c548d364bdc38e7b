using System.Runtime.InteropServices;

namespace AdaSapSweep.GpuActor.Hosting;

/// <summary>
/// What signals do to a GPU actor process. A terminal sends its own to every process of its group; a local GPU actor leaves those to the coordinator, which
/// drains it by SIGTERM.
/// </summary>
internal sealed class HostSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _stops;

    /// <param name="drain">Called at the first signal that asks for an end.</param>
    /// <param name="stop">Called at each further one.</param>
    public HostSignals(bool leaveTerminalToOthers, Action drain, Action stop)
    {
        On(PosixSignal.SIGTERM, () => End(drain, stop));
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGHUP, PosixSignal.SIGQUIT })
            On(signal, leaveTerminalToOthers ? () => { } : () => End(drain, stop));
    }

    public void Dispose() => _registrations.ForEach(r => r.Dispose());

    private void End(Action drain, Action stop) => (Interlocked.Increment(ref _stops) == 1 ? drain : stop)();

    private void On(PosixSignal signal, Action action) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        action();
    }));
}
