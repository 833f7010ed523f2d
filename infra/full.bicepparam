// Full: also the database, alerts and a budget; reachable over the internet with Entra tokens and keys.
using './main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'full')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param createDatabase = true
param databaseSize = 'Standard_B2s'
param databaseStorageGb = 64
param databasePassword = readEnvironmentVariable('DATABASE_PASSWORD', '')
param tmdbApiKey = readEnvironmentVariable('TMDB_API_KEY', '')
param instanceMemoryMB = 2048
param maximumInstanceCount = 12
param databaseConnections = 120
param storageRedundancy = 'Standard_ZRS'
param logRetentionDays = 90
param logDailyCapGb = 2
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', 'operator@example.org')
param monthlyBudget = 100
param budgetStart = readEnvironmentVariable('BUDGET_START', '2026-12-01')
