-- From schema 19 to 20: bloom filters move into large objects (bitmagnet contract §1).
INSERT INTO goose_db_version (version_id, is_applied) VALUES (20, true);
ALTER TABLE bloom_filters DROP COLUMN bytes, ADD COLUMN oid oid;
