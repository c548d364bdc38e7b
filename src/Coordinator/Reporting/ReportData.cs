using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Timelines;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Reporting;

/// <summary>What a report is about, read from a store.</summary>
/// <param name="Trials">Of the present plan, by number.</param>
/// <param name="Curves">Of some settings, see <see cref="CurveChoice"/>.</param>
/// <param name="Version">Of this program.</param>
/// <param name="At">When it was read.</param>
internal sealed record ReportData(
    SweepRow Sweep,
    IReadOnlyList<TrialRow> Trials,
    SweepCounts Counts,
    SweepTimeline Timeline,
    IReadOnlyList<EpochCurves> Curves,
    SweepOrigins Origins,
    string Version,
    DateTimeOffset At)
{
    /// <summary>Trials that differ by the seed, together.</summary>
    public ImmutableArray<SettingsGroup> Groups { get; } = SettingsGroup.Of(Trials);

    /// <summary>The accuracies that a trial has as a result.</summary>
    public ImmutableArray<string> Accuracies { get; } = AccuraciesOf(Trials);

    public IReadOnlyList<string> Methods { get; } = [.. Trials.Select(t => t.Method).Distinct()];

    /// <param name="spans">Of the files beside the store.</param>
    /// <param name="isLive">A coordinator has the store.</param>
    public static ReportData Read(StoreReader reader, SweepRow sweep, StageSpans spans, string version, DateTimeOffset now, bool isLive)
    {
        var trials = reader.Query.Trials(sweep.Id);
        var chosen = CurveChoice.Of(SettingsGroup.Of(trials), AccuraciesOf(trials).FirstOrDefault());
        return new(
            sweep, trials, reader.Query.Counts(sweep.Id), SweepTimeline.Of(reader.Timeline.Of(sweep.Id), spans, now, isLive),
            [.. chosen.Select(group => EpochCurves.Of(group.Name, [.. group.Trials.Take(CurveChoice.MostSeeds).Select(t => reader.Query.Epochs(sweep.Id, t.Id))], EpochNames.All))],
            reader.Query.Origins(sweep.Id), version, now);
    }

    private static ImmutableArray<string> AccuraciesOf(IReadOnlyList<TrialRow> trials) =>
        [.. MetricWords.Accuracies.Where(name => trials.Any(t => SettingsGroup.Result(t, name) is not null))];
}
