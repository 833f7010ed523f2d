# preprovision.sh for Windows: says in one line what is missing or contradicts itself before anything is made in Azure, and
# then stops.
$ErrorActionPreference = 'Stop'

$missing = @()
$named = "$env:DATABASE_HOST$env:DATABASE_DSN"

if ($env:CREATE_DATABASE -cne 'true' -and -not $named) {
  $missing += "no database is named: 'azd env set DATABASE_HOST ...' or 'azd env set DATABASE_DSN ...', or 'azd env set CREATE_DATABASE true'"
}
if ($env:CREATE_DATABASE -ceq 'true' -and $named) {
  $missing += 'CREATE_DATABASE is true, and DATABASE_HOST or DATABASE_DSN names another database: unset one'
}
if ($env:CREATE_DATABASE -ceq 'true' -and -not $env:DATABASE_PASSWORD) {
  $missing += "CREATE_DATABASE is true without DATABASE_PASSWORD, the administrator's"
}
$budget = $env:MONTHLY_BUDGET -and $env:MONTHLY_BUDGET -ne '0'
if ($budget -and $env:BUDGET_START -notmatch '^\d{4}-\d{2}-01$') {
  $missing += "MONTHLY_BUDGET is set without BUDGET_START: 'azd env set BUDGET_START $([DateTime]::UtcNow.ToString('yyyy-MM-01'))', once and for all"
}
if ($budget -and -not $env:ALERT_EMAIL) {
  $missing += 'MONTHLY_BUDGET is set without ALERT_EMAIL, whom it tells'
}

if ($missing) {
  [Console]::Error.WriteLine("Nothing was provisioned: $($missing -join '; ').")
  exit 1
}

if (-not $env:TMDB_API_KEY) {
  [Console]::Error.WriteLine('Note: TMDB_API_KEY is not set; nothing will be looked up at TMDB, and health will say so.')
}
if ($env:VNET_ENABLED -ceq 'true') {
  [Console]::Error.WriteLine("Note: VNET_ENABLED needs the resource provider Microsoft.App: 'az provider register --namespace Microsoft.App', once for the subscription.")
}
