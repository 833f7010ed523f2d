-- From schema 18 to 19: one active job per fingerprint (bitmagnet contract §2 'The unique-index failure').
INSERT INTO goose_db_version (version_id, is_applied) VALUES (19, true);
DROP INDEX queue_jobs_fingerprint_status_idx;
CREATE UNIQUE INDEX queue_jobs_fingerprint_idx ON queue_jobs (fingerprint) WHERE status IN ('pending', 'retry');
