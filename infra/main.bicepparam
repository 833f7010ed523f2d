// Minimal, and what azd uses: the app alone, beside a database that is there already. Nothing here but the environment's
// own values; each is set with `azd env set NAME value` or exported before `az deployment sub create`.
using './main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'minimal')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param databaseHost = readEnvironmentVariable('DATABASE_HOST', 'database.example.org')
param databaseUser = readEnvironmentVariable('DATABASE_USER', 'bitmagnet')
param databasePassword = readEnvironmentVariable('DATABASE_PASSWORD', '')
param databaseDsn = readEnvironmentVariable('DATABASE_DSN', '')
param tmdbApiKey = readEnvironmentVariable('TMDB_API_KEY', '')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
