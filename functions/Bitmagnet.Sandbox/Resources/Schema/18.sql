-- From schema 15 to 18: counters beside the torrents (bitmagnet contract §1 'Versions').
INSERT INTO goose_db_version (version_id, is_applied) SELECT version, true FROM generate_series(16, 18) AS version;
ALTER TABLE torrents ADD COLUMN files_count integer;
ALTER TABLE torrents_torrent_sources DROP COLUMN bfsd, DROP COLUMN bfpe;
ALTER TABLE torrent_contents
  ADD COLUMN seeders integer,
  ADD COLUMN leechers integer,
  ADD COLUMN published_at timestamptz NOT NULL DEFAULT '1999-01-01T00:00:00Z',
  ADD COLUMN size bigint NOT NULL DEFAULT 0,
  ADD COLUMN files_count integer;
CREATE INDEX ON torrent_contents (published_at);
CREATE INDEX ON torrent_contents (seeders);
CREATE INDEX ON torrent_contents (leechers);
CREATE INDEX ON torrent_contents (size);
CREATE INDEX torrent_contents_seeders_coalesce_idx ON torrent_contents (coalesce(seeders, -1));
CREATE INDEX torrent_contents_leechers_coalesce_idx ON torrent_contents (coalesce(leechers, -1));
CREATE INDEX ON torrent_contents (coalesce(files_count, 0));
