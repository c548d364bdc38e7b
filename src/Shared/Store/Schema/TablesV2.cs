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

        -- Three tables are made anew. sweep_trials takes the state 'cancelled'. All three have row numbers now: what a plan puts side by
        -- side lies side by side in the file, so that a commit touches few pages although keys are hashes. As a stage's key stands for its
        -- whole path, the last stage of a trial and the length of its path tell whether the path is still the same.
        CREATE TABLE sweep_trials_new (
            sweep_id INTEGER NOT NULL REFERENCES sweeps (id),
            trial_id TEXT NOT NULL REFERENCES trials (id),
            number INTEGER NOT NULL,
            axes TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('pending', 'running', 'succeeded', 'failed', 'cancelled')),
            reason TEXT,
            dropped_at TEXT,
            changed_at TEXT NOT NULL,
            last_stage TEXT NOT NULL,
            path_length INTEGER NOT NULL,
            PRIMARY KEY (sweep_id, trial_id)
        );
        INSERT INTO sweep_trials_new (sweep_id, trial_id, number, axes, state, reason, dropped_at, changed_at, last_stage, path_length)
        SELECT
            sweep_id, trial_id, number, axes, state, reason, dropped_at, changed_at,
            COALESCE((SELECT stage_key FROM trial_stages p WHERE p.sweep_id = t.sweep_id AND p.trial_id = t.trial_id ORDER BY position DESC LIMIT 1), ''),
            (SELECT COUNT(*) FROM trial_stages p WHERE p.sweep_id = t.sweep_id AND p.trial_id = t.trial_id)
        FROM sweep_trials t ORDER BY sweep_id, number;
        DROP TABLE sweep_trials;
        ALTER TABLE sweep_trials_new RENAME TO sweep_trials;
        CREATE INDEX sweep_trials_by_number ON sweep_trials (sweep_id, number);

        -- Attempts up to counted_after do not count against the limits on retries. result_attempt is the one that the results are of:
        -- a stage that runs again for its artifact alone keeps its results.
        CREATE TABLE stages_new (
            key TEXT NOT NULL PRIMARY KEY,
            parent TEXT REFERENCES stages (key),
            kind TEXT NOT NULL,
            recipe_version INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('pending', 'running', 'succeeded', 'failed', 'skipped')),
            reason TEXT,
            last_attempt INTEGER NOT NULL DEFAULT 0,
            counted_after INTEGER NOT NULL DEFAULT 0,
            result_attempt INTEGER,
            changed_at TEXT NOT NULL,
            work REAL NOT NULL,
            data_fingerprint TEXT NOT NULL,
            settings TEXT NOT NULL
        );
        INSERT INTO stages_new (key, parent, kind, recipe_version, state, reason, last_attempt, result_attempt, changed_at, work, data_fingerprint, settings)
        SELECT key, parent, kind, recipe_version, state, reason, last_attempt, CASE state WHEN 'succeeded' THEN last_attempt END, changed_at, work,
            data_fingerprint, settings
        FROM stages;
        DROP TABLE stages;
        ALTER TABLE stages_new RENAME TO stages;

        CREATE TABLE attempts_new (
            stage_key TEXT NOT NULL REFERENCES stages (key),
            number INTEGER NOT NULL,
            slot TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('running', 'succeeded', 'failed')),
            lease_reason TEXT NOT NULL,
            failure_kind TEXT,
            failure_reason TEXT,
            final INTEGER,
            started_at TEXT NOT NULL,
            progressed_at TEXT,
            ended_at TEXT,
            train_seconds REAL,
            provenance TEXT,
            PRIMARY KEY (stage_key, number)
        );
        INSERT INTO attempts_new (stage_key, number, slot, state, lease_reason, failure_kind, failure_reason, final, started_at, progressed_at,
            ended_at, train_seconds, provenance)
        SELECT stage_key, number, slot, state, lease_reason, failure_kind, failure_reason, final, started_at, progressed_at, ended_at,
            train_seconds, provenance
        FROM attempts ORDER BY started_at;
        DROP TABLE attempts;
        ALTER TABLE attempts_new RENAME TO attempts;
        CREATE INDEX attempts_running ON attempts (state) WHERE state = 'running';

        -- Of the last run: the absolute folder of the data set's files, NULL for rendered data, and the plan's prediction as JSON.
        ALTER TABLE sweeps ADD COLUMN data_folder TEXT;
        ALTER TABLE sweeps ADD COLUMN prediction TEXT;

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
