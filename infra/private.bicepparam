// Private network: nothing is reachable from the internet; the database is made in the same network and the app logs in
// by token. Deploy the code from a machine in the network.
using './main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'private')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param privateNetwork = true
param storageRedundancy = 'Standard_ZRS'
param createDatabase = true
param databaseAuthentication = 'Entra'
param databaseSize = 'Standard_D2ds_v5'
param databaseStorageGb = 128
param databaseConnections = 240
param databasePassword = readEnvironmentVariable('DATABASE_PASSWORD', '')
param tmdbApiKey = readEnvironmentVariable('TMDB_API_KEY', '')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', 'operator@example.org')
