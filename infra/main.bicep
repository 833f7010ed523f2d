// Everything that Bitmagnet.Functions needs in Azure, in one resource group.
//   azd up                                                                      or
//   az deployment sub create --location <region> --parameters infra/main.bicepparam
// docs/deploy.md walks through it.
targetScope = 'subscription'

import { Settings } from 'types.bicep'

// ---- where ----

@description('Name of the environment: part of the name of the resource group, and of every tag.')
@minLength(1)
@maxLength(32)
param environmentName string

@description('Azure region; it must offer Flex Consumption.')
param location string

// ---- bitmagnet's database ----

@description('Whether to make an Azure Database for PostgreSQL. If not, databaseHost or databaseDsn names one that is there, also one at home.')
param createDatabase bool = false

@description('Host of a database that is there already. Not used when one is made, or when databaseDsn is given.')
param databaseHost string = ''

@description('Port of the database.')
@minValue(1)
@maxValue(65535)
param databasePort int = 5432

@description('Name of the database.')
param databaseName string = 'bitmagnet'

@description('User that connects by password; the administrator of a database that is made.')
param databaseUser string = 'bitmagnet'

@description('Password of the user. It goes to the vault.')
@secure()
param databasePassword string = ''

@description('Whole DSN, instead of host, port, name, user and password. It goes to the vault.')
@secure()
param databaseDsn string = ''

@description('How the app logs in: by password from the vault, or by a token of its identity (a database in Azure only).')
@allowed(['Password', 'Entra'])
param databaseAuthentication string = 'Password'

@description('Compute size of a database that is made.')
@allowed(['Standard_B1ms', 'Standard_B2s', 'Standard_D2ds_v5', 'Standard_D4ds_v5'])
param databaseSize string = 'Standard_B1ms'

@description('Connections that the database can spare for the app, over all instances. Standard_B1ms has 35 for all its users, bitmagnet among them.')
@minValue(8)
param databaseConnections int = 24

@description('Disk of a database that is made, in GB.')
@allowed([32, 64, 128, 256, 512, 1024])
param databaseStorageGb int = 32

// ---- TMDB ----

@description('Personal TMDB v3 key or v4 read token. It goes to the vault. Empty: no enrichment from TMDB, and health says so.')
@secure()
param tmdbApiKey string = ''

// ---- the app ----

@description('Settings that differ from settings.json, by name. No secrets.')
param settings Settings = {}

@description('Memory of an instance, in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 512

@description('Most instances at one time. Each function with a queue or a timer has instances of its own, the HTTP functions share theirs: with fewer than these seven groups some would wait. TMDB bounds the work, so many more only wait.')
@minValue(7)
@maxValue(1000)
param maximumInstanceCount int = 8

// ---- protection ----

@description('Whether everything is closed to the internet and reached over private endpoints. Deploying then needs a machine in the network.')
param privateNetwork bool = false

@description('Address space of the private network; /24 or larger.')
param addressSpace string = '10.80.0.0/24'

@description('Copies kept of the storage account.')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param storageRedundancy string = 'Standard_LRS'

@description('Whether a deleted vault is kept for its whole retention, whoever asks. Cannot be undone.')
param purgeProtection bool = true

// ---- watching ----

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Most logs taken in on one day, in GB. -1: no cap.')
param logDailyCapGb int = 1

@description('Address for alerts and for the budget. Empty: neither is made.')
param alertEmail string = ''

@description('Age of a queue\'s oldest job from which an alert is raised, in minutes. Raise it before bitmagnet reprocesses a large index.')
@minValue(15)
param oldestJobMinutes int = 120

@description('Budget for a month, in the currency of the subscription. 0: none.')
@minValue(0)
param monthlyBudget int = 0

@description('First day of the first month of the budget, yyyy-MM-01.')
param budgetStart string = utcNow('yyyy-MM-01')

// ---- names: <abbreviation>-<token>, the token being the same for all of one environment ----

var token = uniqueString(subscription().subscriptionId, environmentName, location)
var tags = { 'azd-env-name': environmentName, application: 'Bitmagnet.Functions' }
var names = {
  identity: 'id-${token}'
  storage: 'st${token}'
  vault: 'kv-${token}'
  insights: 'appi-${token}'
}

// Held equal to Storage/StorageNames.cs by StorageNamesTests.
var queueNames = ['tmdb-enrichment', 'tmdb-enrichment-poison']
var tableNames = [
  'EnrichmentCounters'
  'EnrichmentJobs'
  'FeedCursors'
  'QueueHealth'
  'SweepRuns'
  'TmdbCache'
  'TmdbState'
]

var hostSettings = loadJsonContent('../host.json')

var zones = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  queue: 'privatelink.queue.${environment().suffixes.storage}'
  table: 'privatelink.table.${environment().suffixes.storage}'
  vault: 'privatelink.vaultcore.azure.net'
  postgresqlServer: 'privatelink.postgres.database.azure.com'
  sites: 'privatelink.azurewebsites.net'
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-bitmagnet-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { name: names.identity, location: location, tags: tags }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: names.storage
    location: location
    tags: tags
    redundancy: storageRedundancy
    publicAccess: !privateNetwork
    queueNames: queueNames
    tableNames: tableNames
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: 'log-${token}'
    name: names.insights
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    name: names.vault
    location: location
    tags: tags
    publicAccess: !privateNetwork
    purgeProtection: purgeProtection
    tmdbApiKey: tmdbApiKey
    // With Entra the app needs no password: the administrator's stays with whoever sets bitmagnet up.
    databasePassword: databaseAuthentication == 'Password' ? databasePassword : ''
    databaseDsn: databaseDsn
  }
}

module roles 'modules/roles.bicep' = {
  scope: group
  params: {
    principalId: identity.outputs.principalId
    identityName: names.identity
    storageName: names.storage
    queueNames: queueNames
    vaultName: names.vault
    insightsName: names.insights
  }
  dependsOn: [storage, vault, monitoring]
}

module database 'modules/database.bicep' = if (createDatabase) {
  scope: group
  params: {
    name: 'psql-${token}'
    location: location
    tags: tags
    size: databaseSize
    storageGb: databaseStorageGb
    backupDays: 7
    publicAccess: !privateNetwork
    administratorName: databaseUser
    administratorPassword: databasePassword
    entraLogin: databaseAuthentication == 'Entra'
    identityName: identity.outputs.name
    // An Entra administrator is named by its object id, which is known only once the identity exists.
    #disable-next-line what-if-short-circuiting
    identityPrincipalId: identity.outputs.principalId
    databaseName: databaseName
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  scope: group
  params: {
    name: 'vnet-${token}'
    location: location
    tags: tags
    addressSpace: addressSpace
    zoneNames: map(items(zones), zone => zone.value)
  }
}

module storageEndpoints 'modules/endpoint.bicep' = [
  for service in ['blob', 'queue', 'table']: if (privateNetwork) {
    scope: group
    params: {
      name: 'pep-${service}-${token}'
      location: location
      tags: tags
      subnetId: network!.outputs.endpointSubnetId
      targetId: storage.outputs.id
      groupId: service
      zoneName: zones[service]
    }
  }
]

module vaultEndpoint 'modules/endpoint.bicep' = if (privateNetwork) {
  scope: group
  params: {
    name: 'pep-vault-${token}'
    location: location
    tags: tags
    subnetId: network!.outputs.endpointSubnetId
    targetId: vault.outputs.id
    groupId: 'vault'
    zoneName: zones.vault
  }
}

module databaseEndpoint 'modules/endpoint.bicep' = if (privateNetwork && createDatabase) {
  scope: group
  params: {
    name: 'pep-psql-${token}'
    location: location
    tags: tags
    subnetId: network!.outputs.endpointSubnetId
    targetId: database!.outputs.id
    groupId: 'postgresqlServer'
    zoneName: zones.postgresqlServer
  }
}

module appEndpoint 'modules/endpoint.bicep' = if (privateNetwork) {
  scope: group
  params: {
    name: 'pep-func-${token}'
    location: location
    tags: tags
    subnetId: network!.outputs.endpointSubnetId
    targetId: app.outputs.id
    groupId: 'sites'
    zoneName: zones.sites
  }
}

// ---- settings of the app ----

var vaultReference = '@Microsoft.KeyVault(VaultName=${names.vault};SecretName='

// The host and the app read the same settings; accountName is never mixed with them (one of the two would be ignored).
var hostConnection = {
  AzureWebJobsStorage__blobServiceUri: storage.outputs.blobUri
  AzureWebJobsStorage__queueServiceUri: storage.outputs.queueUri
  AzureWebJobsStorage__tableServiceUri: storage.outputs.tableUri
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.outputs.clientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD;ClientId=${identity.outputs.clientId}'
}

var poolSize = min(max(databaseConnections / maximumInstanceCount, 1), 100)

var databaseConnection = union(
  {
    POSTGRES_AUTH: databaseAuthentication
    POSTGRES_CLIENT_ID: identity.outputs.clientId
    POSTGRES_MAX_POOL_SIZE: string(poolSize)
  },
  empty(databaseDsn)
    ? {
        POSTGRES_HOST: createDatabase ? database!.outputs.host : databaseHost
        POSTGRES_PORT: string(databasePort)
        POSTGRES_NAME: databaseName
        POSTGRES_USER: databaseAuthentication == 'Entra' ? identity.outputs.name : databaseUser
      }
    : { POSTGRES_DSN: '${vaultReference}database-dsn)' }
)

var databaseSecret = empty(databaseDsn) && databaseAuthentication == 'Password' && !empty(databasePassword)
  ? { POSTGRES_PASSWORD: '${vaultReference}database-password)' }
  : {}

var tmdbSecret = empty(tmdbApiKey) ? {} : { TMDB_API_KEY: '${vaultReference}tmdb-api-key)' }

module app 'modules/app.bicep' = {
  scope: group
  params: {
    name: 'func-${token}'
    planName: 'plan-${token}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    packageContainerUri: storage.outputs.packageContainerUri
    settings: union(
      loadJsonContent('settings.json'),
      databaseConnection,
      databaseSecret,
      tmdbSecret,
      settings,
      hostConnection
    )
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    httpConcurrency: 16
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
    publicAccess: !privateNetwork
  }
  // Without its roles and endpoints the app would start, fail and back off.
  dependsOn: [roles, storageEndpoints, vaultEndpoint, databaseEndpoint]
}

module alerts 'modules/alerts.bicep' = if (!empty(alertEmail)) {
  scope: group
  params: {
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    token: token
    email: alertEmail
    oldestJobMinutes: oldestJobMinutes
  }
}

module workbook 'modules/workbook.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    title: 'Bitmagnet.Functions (${environmentName})'
  }
}

module budget 'modules/budget.bicep' = if (!empty(alertEmail) && monthlyBudget > 0) {
  scope: group
  params: {
    name: 'budget-${token}'
    amount: max(monthlyBudget, 1)
    startDate: budgetStart
    email: alertEmail
  }
}

@description('Name of the resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Name of the function app.')
output FUNCTION_APP_NAME string = app.outputs.name

@description('Address of the function app.')
output FUNCTION_APP_URI string = app.outputs.uri

@description('Most jobs at work at one time: instances x (batchSize + newBatchThreshold of host.json).')
output CONCURRENT_JOBS int = maximumInstanceCount * (hostSettings.extensions.queues.batchSize + hostSettings.extensions.queues.newBatchThreshold)

@description('Most connections that all instances open to the database.')
output DATABASE_CONNECTIONS int = maximumInstanceCount * poolSize
