// The function app on Flex Consumption: paid by execution, scaled by the host on the length of the queue.

import { Settings, Tags } from '../types.bicep'

@description('Name of the function app.')
param name string

@description('Name of the plan.')
param planName string

@description('Azure region.')
param location string

@description('Tags; the app itself also gets the one by which azd finds it.')
param tags Tags

@description('Resource id of the identity that the app runs as.')
param identityId string

@description('Client id of the identity.')
param identityClientId string

@description('Where the deployed package is kept.')
param packageContainerUri string

@description('Settings of the app, by name.')
param settings Settings

@description('Memory of an instance, in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('Most instances at one time.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int

@description('HTTP requests that one instance takes at a time.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int

@description('Subnet that the app runs in. Empty: none.')
param subnetId string

@description('Whether the app is reachable from the internet.')
param publicAccess bool

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUri
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      // The queue's concurrency an instance is host.json's: batchSize + newBatchThreshold.
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        triggers: { http: { perInstanceConcurrency: httpConcurrency } }
      }
    }
    siteConfig: {
      ftpsState: 'Disabled'
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(settings, { AZURE_CLIENT_ID: identityClientId })
  }

  // No user name and password for publishing: deployment takes an Entra token.
  resource ftpCredentials 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scmCredentials 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

@description('Resource id.')
output id string = app.id

@description('Name of the app.')
output name string = app.name

@description('Address of the app.')
output uri string = 'https://${app.properties.defaultHostName}'
