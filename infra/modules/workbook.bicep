// The charts of the dashboard, for those who live in the portal.

import { Tags } from '../types.bicep'

@description('Azure region.')
param location string

@description('Tags.')
param tags Tags

@description('Resource id of the Application Insights component that the charts read.')
param insightsId string

// The name of a workbook must be a GUID; this one is the same at every deployment.
resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'bitmagnet-functions')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Bitmagnet.Functions'
    category: 'workbook'
    sourceId: insightsId
    serializedData: loadTextContent('../workbook.json')
  }
}
