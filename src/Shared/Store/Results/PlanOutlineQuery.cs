using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Results;

internal static class PlanOutlineQuery
{
    public static SweepPlan Read(SqlSession sql, SweepRow sweep)
    {
        var specs = sql.Query(
            """
            SELECT g.key, g.parent, g.kind, g.recipe_version, g.data_fingerprint, g.work FROM stages g
            WHERE g.key IN (SELECT p.stage_key FROM trial_stages p JOIN sweep_trials t ON t.sweep_id = p.sweep_id AND t.trial_id = p.trial_id
                            WHERE p.sweep_id = $1 AND t.dropped_at IS NULL)
            """,
            row => new StageSpec(
                new(row.GetString(0)), row.TextOrNull(1) is { } parent ? new(parent) : null, row.GetString(2), row.GetInt32(3), "", row.GetString(4), row.GetDouble(5)),
            sweep.Id.Value).ToDictionary(s => s.Key);
        var paths = sql.Query(
            "SELECT trial_id, stage_key FROM trial_stages WHERE sweep_id = $1 ORDER BY trial_id, position",
            row => (Trial: row.GetString(0), Stage: new StageKey(row.GetString(1))), sweep.Id.Value).ToLookup(p => p.Trial, p => p.Stage);
        var trials = sql.Query(
            """
            SELECT t.trial_id, t.number, c.method, t.axes FROM sweep_trials t JOIN trials c ON c.id = t.trial_id
            WHERE t.sweep_id = $1 AND t.dropped_at IS NULL ORDER BY t.number
            """,
            row => new TrialSpec(new(row.GetString(0)), row.GetInt32(1), row.GetString(2), "", row.GetString(3), [.. paths[row.GetString(0)]]),
            sweep.Id.Value);
        // Along the paths, so that parents come before their children.
        return new(sweep.Name, sweep.DataName, [.. trials], [.. trials.SelectMany(t => t.Stages).Distinct().Select(key => specs[key])]);
    }
}
