#!/bin/sh
# Says in one line what is missing before a deployment, and then stops it.
set -eu

missing=""
[ -n "${FUNCTION_APP_NAME:-}" ] || missing="$missing; FUNCTION_APP_NAME is not known: run 'azd provision' first"
[ -n "${DATABASE_HOST:-}${DATABASE_DSN:-}" ] \
  || missing="$missing; no database is named: 'azd env set DATABASE_HOST ...' or 'azd env set DATABASE_DSN ...'"
command -v dotnet >/dev/null 2>&1 || missing="$missing; dotnet is not installed: https://dot.net/download (10.0)"

if [ -n "$missing" ]; then
  echo "Not deployed:${missing#;}." >&2
  exit 1
fi

[ -n "${TMDB_API_KEY:-}" ] || echo "Note: TMDB_API_KEY is not set; nothing will be looked up at TMDB, and health will say so." >&2
