namespace AdaSapSweep.Shared.Store.Schema;

/// <summary>Times are ISO-8601 UTC text; a number that is not finite is NULL with 'nan', 'inf' or '-inf' in the column value_kind.</summary>
internal static class TablesV1
{
    public const string Sql = """
        CREATE TABLE sweeps (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            data_name TEXT NOT NULL,
            file_text TEXT NOT NULL,
            trace_parent TEXT NOT NULL,
            runs INTEGER NOT NULL,
            created_at TEXT NOT NULL,
            begun_at TEXT NOT NULL
        );

        CREATE TABLE trials (
            id TEXT PRIMARY KEY,
            method TEXT NOT NULL,
            configuration TEXT NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE sweep_trials (
            sweep_id INTEGER NOT NULL REFERENCES sweeps (id),
            trial_id TEXT NOT NULL REFERENCES trials (id),
            number INTEGER NOT NULL,
            axes TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('pending', 'running', 'succeeded', 'failed')),
            reason TEXT,
            dropped_at TEXT,
            changed_at TEXT NOT NULL,
            PRIMARY KEY (sweep_id, trial_id)
        ) WITHOUT ROWID;

        CREATE TABLE stages (
            key TEXT PRIMARY KEY,
            parent TEXT REFERENCES stages (key),
            kind TEXT NOT NULL,
            recipe_version INTEGER NOT NULL,
            settings TEXT NOT NULL,
            data_fingerprint TEXT NOT NULL,
            work REAL NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('pending', 'running', 'succeeded', 'failed', 'skipped')),
            reason TEXT,
            last_attempt INTEGER NOT NULL DEFAULT 0,
            changed_at TEXT NOT NULL
        ) WITHOUT ROWID;

        -- A trial's path, root first, as this sweep planned it.
        CREATE TABLE trial_stages (
            sweep_id INTEGER NOT NULL,
            trial_id TEXT NOT NULL,
            position INTEGER NOT NULL,
            stage_key TEXT NOT NULL REFERENCES stages (key),
            PRIMARY KEY (sweep_id, trial_id, position),
            FOREIGN KEY (sweep_id, trial_id) REFERENCES sweep_trials (sweep_id, trial_id)
        ) WITHOUT ROWID;
        CREATE INDEX trial_stages_by_stage ON trial_stages (stage_key);

        CREATE TABLE attempts (
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
        ) WITHOUT ROWID;
        CREATE INDEX attempts_running ON attempts (state) WHERE state = 'running';

        CREATE TABLE epoch_metrics (
            stage_key TEXT NOT NULL REFERENCES stages (key),
            name TEXT NOT NULL,
            epoch INTEGER NOT NULL,
            value REAL,
            value_kind TEXT,
            PRIMARY KEY (stage_key, name, epoch)
        ) WITHOUT ROWID;

        -- A row with a rejection is a number that was measured and not accepted as a result.
        CREATE TABLE measurements (
            stage_key TEXT NOT NULL REFERENCES stages (key),
            name TEXT NOT NULL,
            value REAL,
            value_kind TEXT,
            is_timing INTEGER NOT NULL,
            rejection TEXT,
            PRIMARY KEY (stage_key, name)
        ) WITHOUT ROWID;

        CREATE TABLE artifacts (
            stage_key TEXT PRIMARY KEY REFERENCES stages (key),
            path TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            created_at TEXT NOT NULL
        ) WITHOUT ROWID;

        -- stage_key may name a stage that this store never had: that is what a refused report does.
        CREATE TABLE events (
            id INTEGER PRIMARY KEY,
            sweep_id INTEGER NOT NULL REFERENCES sweeps (id),
            at TEXT NOT NULL,
            name TEXT NOT NULL,
            detail TEXT NOT NULL,
            stage_key TEXT
        );
        CREATE INDEX events_by_sweep ON events (sweep_id, id);

        """;
}
