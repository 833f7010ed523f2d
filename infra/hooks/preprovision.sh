#!/bin/sh
# Says in one line what is missing or contradicts itself before anything is made in Azure, and then stops. preprovision.ps1
# is the same for Windows.
set -eu

missing=""
add() { missing="$missing; $1"; }

[ "${CREATE_DATABASE:-}" = "true" ] || [ -n "${DATABASE_HOST:-}${DATABASE_DSN:-}" ] \
  || add "no database is named: 'azd env set DATABASE_HOST ...' or 'azd env set DATABASE_DSN ...', or 'azd env set CREATE_DATABASE true'"
[ "${CREATE_DATABASE:-}" != "true" ] || [ -z "${DATABASE_HOST:-}${DATABASE_DSN:-}" ] \
  || add "CREATE_DATABASE is true, and DATABASE_HOST or DATABASE_DSN names another database: unset one"
[ "${CREATE_DATABASE:-}" != "true" ] || [ -n "${DATABASE_PASSWORD:-}" ] \
  || add "CREATE_DATABASE is true without DATABASE_PASSWORD, the administrator's"
case "${MONTHLY_BUDGET:-0}:${BUDGET_START:-}" in
  0:* | :* | *:[0-9][0-9][0-9][0-9]-[0-9][0-9]-01) ;;
  *) add "MONTHLY_BUDGET is set without BUDGET_START: 'azd env set BUDGET_START $(date -u +%Y-%m-01)', once and for all" ;;
esac
[ -z "${MONTHLY_BUDGET:-}" ] || [ "${MONTHLY_BUDGET:-}" = "0" ] || [ -n "${ALERT_EMAIL:-}" ] \
  || add "MONTHLY_BUDGET is set without ALERT_EMAIL, whom it tells"

if [ -n "$missing" ]; then
  echo "Nothing was provisioned:${missing#;}." >&2
  exit 1
fi

[ -n "${TMDB_API_KEY:-}" ] || echo "Note: TMDB_API_KEY is not set; nothing will be looked up at TMDB, and health will say so." >&2
[ "${VNET_ENABLED:-}" != "true" ] \
  || echo "Note: VNET_ENABLED needs the resource provider Microsoft.App: 'az provider register --namespace Microsoft.App', once for the subscription." >&2
