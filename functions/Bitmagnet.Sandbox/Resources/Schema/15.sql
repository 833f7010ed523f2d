-- From schema 12 to 15: queue_jobs.priority (bitmagnet contract §1 'Versions').
INSERT INTO goose_db_version (version_id, is_applied) SELECT version, true FROM generate_series(13, 15) AS version;
ALTER TABLE queue_jobs ADD COLUMN priority integer NOT NULL DEFAULT 0;
DROP INDEX queue_jobs_pick_idx;
CREATE INDEX queue_jobs_pick_idx ON queue_jobs (id, queue, status, priority, run_after);
