using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Writing;

/// <summary>Which artifacts the other sweeps of a store still need.</summary>
internal sealed class NeededArtifacts(SqlSession sql)
{
    /// <returns>Those of the stages from which unfinished stages of trials of other sweeps start.</returns>
    public HashSet<StageKey> Elsewhere(SweepId sweep, IReadOnlySet<StageKey> among)
    {
        var needed = new HashSet<StageKey>();
        // In this order: the other sweeps' open trials are few, and the planner would begin with every stage of every trial.
        sql.Each(
            """
            SELECT g.parent
            FROM sweep_trials t
            CROSS JOIN trial_stages p ON p.sweep_id = t.sweep_id AND p.trial_id = t.trial_id
            CROSS JOIN stages g ON g.key = p.stage_key
            WHERE t.sweep_id <> $1 AND t.dropped_at IS NULL AND t.state IN ('pending', 'running')
                AND g.state IN ('pending', 'running') AND g.parent IS NOT NULL
            """,
            row =>
            {
                var parent = new StageKey(row.GetString(0));
                if (among.Contains(parent)) needed.Add(parent);
            },
            sweep.Value);
        return needed;
    }
}
