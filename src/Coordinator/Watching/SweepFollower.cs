using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Watching;

/// <summary>Shows a sweep until it ends: as a view on a screen, else line by line.</summary>
/// <param name="screen">Null for plain lines.</param>
internal sealed class SweepFollower(WatchedSweep sweep, TextWriter output, LiveScreen? screen, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SummaryInterval = TimeSpan.FromSeconds(10);

    private readonly WatchedChanges _changes = new(all: screen is null);
    private DateTimeOffset? _told;
    private bool _followed;

    /// <returns>What the run's own exit code is.</returns>
    public async Task<int> FollowAsync()
    {
        while (true)
        {
            var now = sweep.Look();
            if (now.IsOver) return Conclude(now);
            _followed = true;
            foreach (var line in _changes.Of(now)) await (screen ?? output).WriteLineAsync(line);
            if (screen is not null) screen.Show(now.Snapshot);
            else if (now.IsWorkedOn && (_told is not { } last || clock.GetUtcNow() - last >= SummaryInterval))
            {
                await output.WriteLineAsync(ProgressText.Summary(now.Snapshot));
                _told = clock.GetUtcNow();
            }
            await Task.Delay(Pause, clock);
        }
    }

    private int Conclude(WatchedMoment now)
    {
        // Those of the last moment, which ended with it.
        foreach (var line in _followed ? _changes.Of(now) : []) (screen ?? output).WriteLine(line);
        screen?.Clear();
        var trials = now.Stored.Counts.Trials;
        var others = string.Concat(new[] { TrialState.Failed, TrialState.Cancelled }.Where(s => trials[s] > 0).Select(s => FormattableString.Invariant($", {trials[s]:N0} {s.ToString().ToLowerInvariant()}")));
        output.WriteLine(FormattableString.Invariant($"sweep '{now.Snapshot.Sweep}' has ended: {trials[TrialState.Succeeded]:N0} of {trials.Values.Sum():N0} trials succeeded{others}; 'adasap results' shows them"));
        return trials[TrialState.Failed] > 0 ? ExitCode.Failed : ExitCode.Ok;
    }
}
