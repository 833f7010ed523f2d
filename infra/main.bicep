// Everything that Bitmagnet.Functions needs in Azure, in one resource group.
//   azd up                                                                      or
//   az deployment sub create --location <region> --parameters infra/main.bicepparam
// docs/deploy-azure.md walks through it.
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

@description('Whether the app connects by databaseDsn. Said apart from it: a name that depends on this must not depend on a secret.')
param databaseByUri bool = false

@description('How the app logs in: by password from the vault, or by a token of its identity (a database in Azure only).')
@allowed(['Password', 'Entra'])
param databaseAuthentication string = 'Password'

@description('Whether the app\'s identity is made an administrator of a database that is made: the only Entra login that a template can make. False once deploy/sql/entra-role.sql has made a narrower one.')
param databaseAdministrator bool = true

@description('TLS on the way to the database, in libpq\'s words; a DSN may say otherwise. verify-full also proves who answers; require encrypts for whoever answers.')
@allowed(['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'])
param databaseSslMode string = 'verify-full'

@description('Compute size of a database that is made.')
@allowed(['Standard_B1ms', 'Standard_B2s', 'Standard_D2ds_v5', 'Standard_D4ds_v5'])
param databaseSize string = 'Standard_B1ms'

@description('Connections that the database can spare for the app, over all instances. Standard_B1ms has 35 for all its users, bitmagnet among them.')
@minValue(1)
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

@description('Most instances of each scale group at one time: a function with a queue has a group of its own, the HTTP functions share one. Regions differ in the least they take: 1 where lower limits are in preview, else 40. TMDB bounds the work, so more than a few only wait.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 2

// ---- protection ----

@description('Whether everything is closed to the internet and reached over private endpoints. Deploying then needs a machine in the network.')
param privateNetwork bool = false

@description('Address space of the private network; /24 or larger.')
param addressSpace string = '10.80.0.0/24'

@description('Whether the private network has a NAT gateway: a way out to TMDB that is Azure\'s explicit one, by an address of its own.')
param natGateway bool = true

@description('Copies kept of the storage account.')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param storageRedundancy string = 'Standard_LRS'

@description('Whether a deleted vault is kept for its whole retention, whoever asks. Cannot be undone; the name is then taken for seven days after `azd down`.')
param purgeProtection bool = false

@description('Whether to bring back the vault of the same name that was deleted less than seven days ago. Once: the next deployment is without it.')
param recoverVault bool = false

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

@description('First day of the month in which the budget was first deployed, yyyy-MM-01. Azure refuses a past month for a new budget, and any change afterwards: set once for an environment.')
param budgetStart string = ''

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
  'TorrentCorrections'
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

// One process for each instance of each group: maximumInstanceCount bounds a group, not the app. Both functions with a
// queue and the HTTP functions together may have that many; a timer runs on one. ConnectionsTests counts the functions.
var scalingGroups = 3
var timers = 3
var processes = scalingGroups * maximumInstanceCount + timers
var poolSize = min(max(databaseConnections / processes, 1), 100)

var hasBudget = !empty(alertEmail) && monthlyBudget > 0

// Every name is resolved before Azure makes anything, so a refusal in the group's costs nothing.
var refusals = filter(
  [
    createDatabase || databaseByUri || !empty(databaseHost)
      ? ''
      : 'no database is named; allowed: databaseHost (DATABASE_HOST), databaseDsn (DATABASE_DSN) or createDatabase (CREATE_DATABASE=true)'
    processes <= databaseConnections
      ? ''
      : 'databaseConnections (DATABASE_CONNECTIONS) is ${databaseConnections}; allowed: at least ${processes}, one for each process that maximumInstanceCount ${maximumInstanceCount} permits'
    !hasBudget || !empty(budgetStart)
      ? ''
      : 'monthlyBudget is set without budgetStart (BUDGET_START); allowed: the first day of this month, yyyy-MM-01, and never another afterwards'
  ],
  refusal => !empty(refusal)
)

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: empty(refusals) ? 'rg-bitmagnet-${environmentName}' : fail(join(refusals, '; '))
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
    recover: recoverVault
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
    entraAdministrator: databaseAuthentication == 'Entra' && databaseAdministrator
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
    token: token
    natGateway: natGateway
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

var databaseConnection = union(
  {
    POSTGRES_AUTH: databaseAuthentication
    POSTGRES_CLIENT_ID: identity.outputs.clientId
    POSTGRES_MAX_POOL_SIZE: string(poolSize)
    POSTGRES_SSLMODE: databaseSslMode
  },
  !databaseByUri
    ? {
        POSTGRES_HOST: createDatabase ? database!.outputs.host : databaseHost
        POSTGRES_PORT: string(databasePort)
        POSTGRES_NAME: databaseName
        POSTGRES_USER: databaseAuthentication == 'Entra' ? identity.outputs.name : databaseUser
      }
    : { POSTGRES_DSN: '${vaultReference}database-dsn)' }
)

var databaseSecret = !databaseByUri && databaseAuthentication == 'Password' && !empty(databasePassword)
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

module budget 'modules/budget.bicep' = if (hasBudget) {
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

@description('Most jobs at work at one time: instances of EnrichTorrents x (batchSize + newBatchThreshold of host.json).')
output CONCURRENT_JOBS int = maximumInstanceCount * (hostSettings.extensions.queues.batchSize + hostSettings.extensions.queues.newBatchThreshold)

@description('Most connections that all instances of all groups open to the database.')
output DATABASE_CONNECTIONS_AT_MOST int = processes * poolSize
