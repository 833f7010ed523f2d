// What azd uses, and every variant of it: nothing here but values of the environment, each set with
// `azd env set NAME value` or exported before `az deployment sub create`. docs/deploy-azure.md lists them.
using './main.bicep'

import { orElse } from 'types.bicep'

param environmentName = orElse(readEnvironmentVariable('AZURE_ENV_NAME', ''), 'minimal')
param location = orElse(readEnvironmentVariable('AZURE_LOCATION', ''), 'westeurope')

param createDatabase = bool(orElse(readEnvironmentVariable('CREATE_DATABASE', ''), 'false'))
param databaseHost = readEnvironmentVariable('DATABASE_HOST', '')
param databasePort = int(orElse(readEnvironmentVariable('DATABASE_PORT', ''), '5432'))
param databaseName = orElse(readEnvironmentVariable('DATABASE_NAME', ''), 'bitmagnet')
param databaseUser = orElse(readEnvironmentVariable('DATABASE_USER', ''), 'bitmagnet')
param databasePassword = readEnvironmentVariable('DATABASE_PASSWORD', '')
param databaseDsn = readEnvironmentVariable('DATABASE_DSN', '')
param databaseByUri = !empty(readEnvironmentVariable('DATABASE_DSN', ''))
param databaseSslMode = any(orElse(readEnvironmentVariable('DATABASE_SSLMODE', ''), 'verify-full'))
param databaseAuthentication = any(orElse(readEnvironmentVariable('DATABASE_AUTHENTICATION', ''), 'Password'))
param databaseAdministrator = bool(orElse(readEnvironmentVariable('DATABASE_ADMINISTRATOR', ''), 'true'))
param databaseSize = any(orElse(readEnvironmentVariable('DATABASE_SIZE', ''), 'Standard_B1ms'))
param databaseStorageGb = any(int(orElse(readEnvironmentVariable('DATABASE_STORAGE_GB', ''), '32')))
param databaseConnections = int(orElse(readEnvironmentVariable('DATABASE_CONNECTIONS', ''), '24'))

param tmdbApiKey = readEnvironmentVariable('TMDB_API_KEY', '')

param instanceMemoryMB = any(int(orElse(readEnvironmentVariable('INSTANCE_MEMORY_MB', ''), '512')))
param maximumInstanceCount = int(orElse(readEnvironmentVariable('MAXIMUM_INSTANCES', ''), '2'))

param privateNetwork = bool(orElse(readEnvironmentVariable('VNET_ENABLED', ''), 'false'))
param natGateway = bool(orElse(readEnvironmentVariable('NAT_GATEWAY', ''), 'true'))
param storageRedundancy = any(orElse(readEnvironmentVariable('STORAGE_REDUNDANCY', ''), 'Standard_LRS'))
param purgeProtection = bool(orElse(readEnvironmentVariable('PURGE_PROTECTION', ''), 'false'))
param recoverVault = bool(orElse(readEnvironmentVariable('RECOVER_VAULT', ''), 'false'))

param logRetentionDays = int(orElse(readEnvironmentVariable('LOG_RETENTION_DAYS', ''), '30'))
param logDailyCapGb = int(orElse(readEnvironmentVariable('LOG_DAILY_CAP_GB', ''), '1'))
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
param monthlyBudget = int(orElse(readEnvironmentVariable('MONTHLY_BUDGET', ''), '0'))
param budgetStart = readEnvironmentVariable('BUDGET_START', '')
