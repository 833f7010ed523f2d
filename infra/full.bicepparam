// Full: also the database, alerts and a budget; reachable over the internet with Entra tokens and keys. An example for
// `az deployment sub create`; azd gets the same from values of the environment (docs/deploy-azure.md).
using './main.bicep'

import { orElse } from 'types.bicep'

param environmentName = orElse(readEnvironmentVariable('AZURE_ENV_NAME', ''), 'full')
param location = orElse(readEnvironmentVariable('AZURE_LOCATION', ''), 'westeurope')
param createDatabase = true
param databaseSize = 'Standard_B2s'
param databaseStorageGb = 64
param databasePassword = readEnvironmentVariable('DATABASE_PASSWORD', '')
param tmdbApiKey = readEnvironmentVariable('TMDB_API_KEY', '')
param instanceMemoryMB = 2048
param maximumInstanceCount = 4
param databaseConnections = 120
param storageRedundancy = 'Standard_ZRS'
param purgeProtection = true
param logRetentionDays = 90
param logDailyCapGb = 2
param alertEmail = orElse(readEnvironmentVariable('ALERT_EMAIL', ''), 'operator@example.org')
param monthlyBudget = 100
param budgetStart = readEnvironmentVariable('BUDGET_START', '')
