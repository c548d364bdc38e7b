namespace AdaSapSweep.Shared.Store.Schema;

/// <summary>Cancelled trials, requests from other processes, deleted artifacts, and what a run has to remember of its plan.</summary>
internal static class TablesV2
{
    // The views go first: SQLite does not rename a table while a view names one that is not there.
    public const string Sql = """
        DROP VIEW results;
        DROP VIEW all_results;
        DROP VIEW trial_measurements;
        DROP VIEW stage_overview;
        DROP VIEW failures;

        -- A CHECK cannot be altered: the table is made anew for the state 'cancelled'.
        CREATE TABLE sweep_trials_new (
            sweep_id INTEGER NOT NULL REFERENCES sweeps (id),
            trial_id TEXT NOT NULL REFERENCES trials (id),
            number INTEGER NOT NULL,
            axes TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('pending', 'running', 'succeeded', 'failed', 'cancelled')),
            reason TEXT,
            dropped_at TEXT,
            changed_at TEXT NOT NULL,
            PRIMARY KEY (sweep_id, trial_id)
        ) WITHOUT ROWID;
        INSERT INTO sweep_trials_new (sweep_id, trial_id, number, axes, state, reason, dropped_at, changed_at)
        SELECT sweep_id, trial_id, number, axes, state, reason, dropped_at, changed_at FROM sweep_trials;
        DROP TABLE sweep_trials;
        ALTER TABLE sweep_trials_new RENAME TO sweep_trials;

        -- Of the last run: the absolute folder of the data set's files, NULL for rendered data, and the plan's prediction as JSON.
        ALTER TABLE sweeps ADD COLUMN data_folder TEXT;
        ALTER TABLE sweeps ADD COLUMN prediction TEXT;

        -- Attempts up to counted_after do not count against the limits on retries. result_attempt is the one that the results are of:
        -- a stage that runs again for its artifact alone keeps its results.
        ALTER TABLE stages ADD COLUMN counted_after INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE stages ADD COLUMN result_attempt INTEGER;
        UPDATE stages SET result_attempt = last_attempt WHERE state = 'succeeded';

        ALTER TABLE artifacts ADD COLUMN deleted_at TEXT;
        ALTER TABLE artifacts ADD COLUMN delete_reason TEXT;

        -- What other processes ask of a sweep; its coordinator answers.
        CREATE TABLE requests (
            id INTEGER PRIMARY KEY,
            sweep_id INTEGER NOT NULL REFERENCES sweeps (id),
            at TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('cancel', 'retry', 'apply')),
            body TEXT NOT NULL CHECK (length(body) <= 8000000),
            answered_at TEXT,
            done INTEGER,
            answer TEXT
        );
        CREATE INDEX requests_open ON requests (sweep_id) WHERE answered_at IS NULL;

        """;
}
