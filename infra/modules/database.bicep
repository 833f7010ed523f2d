// An Azure Database for PostgreSQL for those who have none yet. bitmagnet connects by password, the app by password or
// by Entra token.

import { Tags } from '../types.bicep'

@description('Name of the server.')
param name string

@description('Azure region.')
param location string

@description('Tags.')
param tags Tags

@description('Compute size: B1ms holds about a million torrents, D2ds_v5 some tens of millions.')
@allowed(['Standard_B1ms', 'Standard_B2s', 'Standard_D2ds_v5', 'Standard_D4ds_v5'])
param size string

@description('Disk, in GB. It grows by itself when nearly full.')
@allowed([32, 64, 128, 256, 512, 1024])
param storageGb int

@description('Days that backups are kept.')
@minValue(7)
@maxValue(35)
param backupDays int

@description('Whether the server is reachable from the internet (from Azure services only, with TLS).')
param publicAccess bool

@description('Name of the administrator, which bitmagnet connects as.')
param administratorName string

@description('Password of the administrator.')
@secure()
param administratorPassword string

@description('Whether the server takes Entra tokens.')
param entraLogin bool

@description('Whether the identity of the app is made an Entra administrator of the server, the only Entra login that a template can make.')
param entraAdministrator bool

@description('Name of the identity that may log in by Entra token.')
param identityName string

@description('Object id of the identity that may log in by Entra token.')
param identityPrincipalId string

@description('Name of the database of bitmagnet.')
param databaseName string

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: size
    tier: startsWith(size, 'Standard_B') ? 'Burstable' : 'GeneralPurpose'
  }
  properties: {
    version: '16'
    administratorLogin: administratorName
    administratorLoginPassword: administratorPassword
    authConfig: {
      activeDirectoryAuth: entraLogin ? 'Enabled' : 'Disabled'
      passwordAuth: 'Enabled'
      tenantId: tenant().tenantId
    }
    storage: { storageSizeGB: storageGb, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: backupDays, geoRedundantBackup: 'Disabled' }
    highAvailability: { mode: 'Disabled' }
    network: { publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled' }
  }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2025-08-01' = {
  parent: server
  name: databaseName
  properties: { charset: 'UTF8', collation: 'en_US.utf8' }
}

// bitmagnet's migrations create this extension; the server allows only what is listed.
resource extensions 'Microsoft.DBforPostgreSQL/flexibleServers/configurations@2025-08-01' = {
  parent: server
  name: 'azure.extensions'
  properties: { value: 'PG_TRGM,BTREE_GIN', source: 'user-override' }
  dependsOn: [database]
}

resource administrator 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2025-08-01' = if (entraAdministrator) {
  parent: server
  name: identityPrincipalId
  properties: {
    principalName: identityName
    principalType: 'ServicePrincipal'
    tenantId: tenant().tenantId
  }
  // The server takes one change at a time.
  dependsOn: [extensions]
}

// 0.0.0.0 stands for "any address inside Azure"; without a private network the app's own address is not known.
resource fromAzure 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2025-08-01' = if (publicAccess) {
  parent: server
  name: 'azure-services'
  properties: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }
  dependsOn: [administrator]
}

@description('Resource id.')
output id string = server.id

@description('Host name.')
output host string = server.properties.fullyQualifiedDomainName
