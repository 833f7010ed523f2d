-- A role for Bitmagnet.Functions with what it needs and nothing else. Run it as the owner of bitmagnet's tables, in bitmagnet's database:
--   psql "$BITMAGNET_DSN" -v ON_ERROR_STOP=1 -v role=bitmagnet_functions -f role.sql
-- Make the role first: CREATE ROLE bitmagnet_functions LOGIN PASSWORD '…'; in Azure with Entra, as an administrator of the server in the
-- database postgres: SELECT pgaadauth_create_principal('<name of the identity>', false, false);
-- Safe to run again, also after bitmagnet has migrated its database.
\if :{?role}
\else
  \set role bitmagnet_functions
\endif

BEGIN;

SELECT format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), :'role') \gexec
GRANT USAGE ON SCHEMA public TO :"role";

-- Every reader, and the schema's version; tables that a later migration adds, too.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO :"role";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO :"role";

-- Enrichment: content as bitmagnet itself would write it.
GRANT INSERT, UPDATE ON content, content_attributes, content_collections, content_collections_content TO :"role";

-- Enrichment attaches content to torrents; the sweep removes rows that show a torrent twice.
GRANT INSERT, UPDATE, DELETE ON torrent_contents TO :"role";

-- Enrichment locks torrents against deletion while it attaches (FOR KEY SHARE needs this right); it changes none.
GRANT UPDATE ON torrents TO :"role";

-- A person's correction of a match is a hint, which bitmagnet keeps to.
GRANT INSERT, UPDATE, DELETE ON torrent_hints TO :"role";

-- The sweep keeps bitmagnet's queue moving; enrichment asks bitmagnet to parse what it has typed.
GRANT INSERT, UPDATE, DELETE ON queue_jobs TO :"role";

COMMIT;
