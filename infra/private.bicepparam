// Private network: nothing is reachable from the internet; the database is made in the same network and the app logs in
// by token. Deploy the code from a machine in the network. An example for `az deployment sub create`, as full.bicepparam.
using './main.bicep'

import { orElse } from 'types.bicep'

param environmentName = orElse(readEnvironmentVariable('AZURE_ENV_NAME', ''), 'private')
param location = orElse(readEnvironmentVariable('AZURE_LOCATION', ''), 'westeurope')
param privateNetwork = true
param storageRedundancy = 'Standard_ZRS'
param purgeProtection = true
param createDatabase = true
param databaseAuthentication = 'Entra'
param databaseSize = 'Standard_D2ds_v5'
param databaseStorageGb = 128
param databaseConnections = 240
param databasePassword = readEnvironmentVariable('DATABASE_PASSWORD', '')
param tmdbApiKey = readEnvironmentVariable('TMDB_API_KEY', '')
param maximumInstanceCount = 4
param alertEmail = orElse(readEnvironmentVariable('ALERT_EMAIL', ''), 'operator@example.org')
