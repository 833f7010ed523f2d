-- From schema 12 to 15: queue_jobs.priority (bitmagnet contract §1 'Versions').
INSERT INTO goose_db_version (version_id, is_applied) SELECT version, true FROM generate_series(13, 15) AS version;
ALTER TABLE queue_jobs ADD COLUMN priority integer NOT NULL DEFAULT 0;
DROP INDEX queue_jobs_id_queue_status_run_after_idx;
CREATE INDEX ON queue_jobs (id, queue, status, priority, run_after);
