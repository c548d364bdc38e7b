using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Scheduling;

namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>The last things that happened, for whoever replays a schedule.</summary>
internal sealed class Journal(World world)
{
    private const int MostLines = 150;

    private readonly Queue<string> _lines = new();

    public void Note(SweepEvent happened, ImmutableArray<SweepCommand> commands)
    {
        // Most beats of a slot change nothing.
        if (happened is StageRequested or AttemptAdvanced or TimePassed && commands.IsEmpty) return;
        Add($"run {world.Coordinator.Run}: {happened}");
        foreach (var command in commands) Add($"    {(command is RecordTransition record ? record.Transition : command)}");
    }

    public override string ToString() => string.Join('\n', _lines);

    private void Add(string line)
    {
        foreach (var (key, name) in world.Names) line = line.Replace(key, name, StringComparison.Ordinal);
        _lines.Enqueue(FormattableString.Invariant($"{world.Time.Now,9} {line}"));
        if (_lines.Count > MostLines) _lines.Dequeue();
    }
}
