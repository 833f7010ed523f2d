// The secrets that cannot be an identity: the TMDB key, and the database's password or DSN. Read by role, never by policy.

import { Tags } from '../types.bicep'

@description('Name of the vault.')
param name string

@description('Azure region.')
param location string

@description('Tags.')
param tags Tags

@description('Whether the vault is reachable from the internet (always with an Entra token).')
param publicAccess bool

@description('Whether a deleted vault is kept for the whole retention, whoever asks. Cannot be undone.')
param purgeProtection bool

@description('Whether a vault of this name that was deleted is brought back.')
param recover bool

@description('Personal TMDB v3 key or v4 read token. Empty: no secret is written.')
@secure()
param tmdbApiKey string

@description('Password of the database user. Empty: no secret is written.')
@secure()
param databasePassword string

@description('Whole DSN of the database, instead of host, name, user and password. Empty: no secret is written.')
@secure()
param databaseDsn string

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: { family: 'A', name: 'standard' }
    tenantId: tenant().tenantId
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
    // The service refuses false once it has been true: the property is sent as true or not at all.
    enablePurgeProtection: purgeProtection ? true : null
    createMode: recover ? 'recover' : null
    publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: publicAccess ? 'Allow' : 'Deny'
    }
  }
}

resource tmdbSecret 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = if (!empty(tmdbApiKey)) {
  parent: vault
  name: 'tmdb-api-key'
  properties: { value: tmdbApiKey, contentType: 'TMDB v3 key or v4 read token' }
}

resource passwordSecret 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = if (!empty(databasePassword)) {
  parent: vault
  name: 'database-password'
  properties: { value: databasePassword, contentType: 'PostgreSQL password' }
}

resource dsnSecret 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = if (!empty(databaseDsn)) {
  parent: vault
  name: 'database-dsn'
  properties: { value: databaseDsn, contentType: 'PostgreSQL DSN' }
}

@description('Resource id.')
output id string = vault.id
