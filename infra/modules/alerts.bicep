// Wakes a person for the five things that do not mend themselves. All read the app's own metrics.

import { Tags } from '../types.bicep'

@description('Azure region.')
param location string

@description('Tags.')
param tags Tags

@description('Resource id of the Application Insights component.')
param insightsId string

@description('Name of the action group.')
param actionGroupName string

@description('Address that alerts are sent to.')
param email string

@description('Oldest age of a waiting job, in minutes, before somebody is told.')
@minValue(5)
param oldestJobMinutes int

// Held equal to the code's metric names by TemplateMetricsTests.
var metrics = loadJsonContent('../metrics.json')

var rules = [
  {
    name: 'poison'
    severity: 2
    description: 'Jobs failed for a reason of their own. Look at them with GET /api/jobs?status=failed, mend the cause, replay.'
    query: 'customMetrics | where name == "${metrics.poisonDepth}" | summarize measured = max(valueMax)'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT15M'
  }
  {
    name: 'oldest-job'
    severity: 2
    description: 'A job has waited too long: nothing takes jobs, or too slowly. See GET /api/health.'
    query: 'customMetrics | where name == "${metrics.oldestJobAge}" | summarize measured = min(valueMin)'
    operator: 'GreaterThan'
    threshold: oldestJobMinutes * 60
    window: 'PT15M'
  }
  {
    name: 'tmdb-unavailable'
    severity: 3
    description: 'TMDB has not been available for 15 minutes. Nothing is lost: jobs wait. GET /api/health names the cause.'
    query: 'customMetrics | where name == "${metrics.tmdbAvailable}" | summarize measured = max(valueMax)'
    operator: 'LessThan'
    threshold: 1
    window: 'PT15M'
  }
  {
    name: 'unhealthy'
    severity: 1
    description: 'The app calls itself unhealthy. GET /api/health says what is wrong and what to do.'
    query: 'customMetrics | where name == "${metrics.healthStatus}" | summarize measured = max(valueMax)'
    operator: 'GreaterThanOrEqual'
    threshold: 2
    window: 'PT10M'
  }
  {
    name: 'no-telemetry'
    severity: 1
    description: 'The app has sent no metric at all: it is stopped, cannot start, or may not publish.'
    // count() gives a row of 0 where there is nothing, so that silence itself can be measured.
    query: 'customMetrics | where name == "${metrics.healthStatus}" | summarize measured = count()'
    operator: 'LessThan'
    threshold: 1
    window: 'PT15M'
  }
]

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'bitmagnet'
    emailReceivers: [
      { name: 'operator', emailAddress: email, useCommonAlertSchema: true }
    ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in rules: {
    name: 'alert-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'Bitmagnet.Functions: ${rule.name}'
      description: rule.description
      severity: rule.severity
      enabled: true
      autoMitigate: true
      scopes: [insightsId]
      evaluationFrequency: 'PT5M'
      windowSize: rule.window
      criteria: {
        allOf: [
          {
            query: rule.query
            metricMeasureColumn: 'measured'
            timeAggregation: 'Maximum'
            operator: rule.operator
            threshold: rule.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [actionGroup.id] }
    }
  }
]
