// The charts of the dashboard in the Azure portal, kept as long as the logs are: workbook.json, with the workspace put in.

import { Tags } from '../types.bicep'

@description('Azure region.')
param location string

@description('Tags.')
param tags Tags

@description('Resource id of the workspace that the charts read.')
param workspaceId string

@description('Title in the portal.')
param title string

var content = union(loadJsonContent('../workbook.json'), { fallbackResourceIds: [workspaceId] })

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  // A workbook's name must be a GUID; people see the title.
  name: guid(resourceGroup().id, 'workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: title
    category: 'workbook'
    sourceId: workspaceId
    serializedData: string(content)
  }
}
