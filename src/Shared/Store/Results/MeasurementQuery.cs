using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Results;

/// <summary>The measurements of the trials of a sweep, as the view trial_measurements has them; folded here, as SQLite would sort them all to do so.</summary>
internal static class MeasurementQuery
{
    public static readonly ImmutableSortedDictionary<string, MeasurementRow> None = ImmutableSortedDictionary.Create<string, MeasurementRow>(StringComparer.Ordinal);

    // In the order of the primary key, and so without sorting: a trial's stages follow each other, the last one last.
    private const string InOrderOfThePath = """
        SELECT p.trial_id, m.name, m.value, m.value_kind, m.is_timing, m.rejection
        FROM trial_stages p CROSS JOIN measurements m ON m.stage_key = p.stage_key
        WHERE p.sweep_id = $1
        ORDER BY p.trial_id, p.position
        """;

    public static Dictionary<TrialId, ImmutableSortedDictionary<string, MeasurementRow>> Read(SqlSession sql, SweepId sweep)
    {
        var all = new Dictionary<TrialId, ImmutableSortedDictionary<string, MeasurementRow>>();
        var one = None.ToBuilder();
        string? trial = null;
        sql.Each(
            InOrderOfThePath,
            row =>
            {
                var id = row.GetString(0);
                if (id != trial) Finish(id);
                one[row.GetString(1)] = new(row.Stored(2), row.GetBoolean(4), row.TextOrNull(5));
            },
            sweep.Value);
        Finish(null);
        return all;

        void Finish(string? next)
        {
            if (trial is not null) all.Add(new(trial), one.ToImmutable());
            one = None.ToBuilder();
            trial = next;
        }
    }
}
