using System.Globalization;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Planning;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>A plan for people: its trials, and what each kind of stage costs with and without sharing.</summary>
internal static class PlanTables
{
    /// <param name="shown">Trials listed; the others are counted.</param>
    public static void Write(SweepPlan plan, int shown, TextWriter output)
    {
        PlainTable.Write(output, ["trial", "method", "axes", "stages"],
            plan.Trials.Take(shown).Select(t => new[] { Text(t.Number), t.Method, AxesText.Of(t.Axes), string.Join(" > ", t.Stages.Select(s => s.Prefix)) }));
        if (plan.Trials.Length > shown) output.WriteLine($"... and {Text(plan.Trials.Length - shown)} more trials; --all shows them");
        var totals = PlanTotals.Of(plan);
        var all = totals.All;
        PlainTable.Write(output, ["stage kind", "stages", "without sharing", "epochs", "without sharing", "share of the work"],
            totals.Kinds.Append(all).Select(k => Row(k, all)));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{plan.Trials.Length:N0} trials, {all.Stages:N0} stages instead of {all.StagesAlone:N0}: sharing saves {(all.WorkAlone > 0 ? 1 - (all.Work / all.WorkAlone) : 0):P0} of the work"));
    }

    private static string[] Row(KindTotals kind, KindTotals all) =>
    [
        kind.Kind, Text(kind.Stages), Text(kind.StagesAlone), Text(kind.Epochs), Text(kind.EpochsAlone),
        (all.Work > 0 ? kind.Work / all.Work : 0).ToString("P0", CultureInfo.InvariantCulture),
    ];

    private static string Text(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
