// The one identity that the app runs as: known before the app exists, so that its roles are in place at first start.

import { Tags } from '../types.bicep'

@description('Name of the identity.')
param name string

@description('Azure region.')
param location string

@description('Tags.')
param tags Tags

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id.')
output id string = identity.id

@description('Name; also the name of its PostgreSQL role when the database is reached by Entra token.')
output name string = identity.name

@description('Client id: what the app names to get a token.')
output clientId string = identity.properties.clientId

@description('Object id: what roles are granted to.')
output principalId string = identity.properties.principalId
