// One private endpoint with its DNS record.

import { Tags } from '../types.bicep'

@description('Name of the private endpoint.')
param name string

@description('Azure region.')
param location string

@description('Tags.')
param tags Tags

@description('Resource id of the subnet.')
param subnetId string

@description('Resource id of what the endpoint leads to.')
param targetId string

@description('Which part of the target: blob, queue, table, vault, postgresqlServer, sites.')
param groupId string

@description('DNS zone that the record goes into.')
param zoneName string

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: zoneName
}

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      {
        name: groupId
        properties: {
          privateLinkServiceId: targetId
          groupIds: [groupId]
        }
      }
    ]
  }

  resource record 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: groupId
          properties: { privateDnsZoneId: zone.id }
        }
      ]
    }
  }
}
