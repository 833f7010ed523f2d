// The account behind the queues, the tables, the host's leases and the deployed package. It has no usable key.

import { Tags } from '../types.bicep'

@description('Name of the storage account.')
param name string

@description('Azure region.')
param location string

@description('Tags.')
param tags Tags

@description('Copies kept of the data. ZRS survives the loss of a zone, where the region has zones.')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param redundancy string

@description('Whether the account is reachable from the internet (always with an Entra token, never with a key).')
param publicAccess bool

@description('Queues of the app.')
param queueNames string[]

@description('Tables of the app.')
param tableNames string[]

var packageContainerName = 'deployment-packages'

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: redundancy }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: publicAccess ? 'Allow' : 'Deny'
    }
  }
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-01-01' = [
  for queueName in queueNames: {
    parent: queueService
    name: queueName
  }
]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-01-01' = [
  for tableName in tableNames: {
    parent: tableService
    name: tableName
  }
]

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    // A package overwritten or deleted by mistake can be brought back for a week: that is the rollback of last resort.
    deleteRetentionPolicy: { enabled: true, days: 7 }
    containerDeleteRetentionPolicy: { enabled: true, days: 7 }
    isVersioningEnabled: true
  }
}

resource packageContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobService
  name: packageContainerName
  properties: { publicAccess: 'None' }
}

// Only superseded versions age out: the current package must stay, however old, since every new instance starts from it.
resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'drop-superseded-packages'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: ['${packageContainerName}/']
            }
            actions: {
              version: { delete: { daysAfterCreationGreaterThan: 30 } }
            }
          }
        }
      ]
    }
  }
  dependsOn: [blobService]
}

@description('Resource id.')
output id string = account.id

@description('Blob endpoint.')
output blobUri string = account.properties.primaryEndpoints.blob

@description('Queue endpoint.')
output queueUri string = account.properties.primaryEndpoints.queue

@description('Table endpoint.')
output tableUri string = account.properties.primaryEndpoints.table

@description('Where Flex Consumption keeps the deployed package.')
output packageContainerUri string = '${account.properties.primaryEndpoints.blob}${packageContainer.name}'
