// Wakes a person for what does not mend itself, from what the host and the app report by themselves.

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

// The event id is held equal to Tmdb/Log.cs by HostingTests.
var poisonFunction = 'HandlePoisonedJob'
var tmdbShutEventId = 3002

var rules = [
  {
    name: 'poison'
    severity: 2
    description: 'A job failed for a reason of its own and was recorded in the table EnrichmentJobs. Mend the cause, then replay it.'
    query: 'requests | where name == "${poisonFunction}" | summarize measured = count()'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'tmdb-unavailable'
    severity: 3
    description: 'TMDB has not been available for 15 minutes. Nothing is lost: jobs wait. GET /api/health names the cause.'
    // The gate logs each time it shuts again: once in each of three five-minute slices means it never opened for long.
    query: 'traces | where tostring(customDimensions.EventId) == "${tmdbShutEventId}" | summarize measured = dcount(bin(timestamp, 5m))'
    operator: 'GreaterThanOrEqual'
    threshold: 3
  }
  {
    name: 'failing'
    severity: 1
    description: 'More than half of the runs of a function failed. GET /api/health says what is wrong and what to do.'
    query: 'requests | summarize failed = countif(success == false), runs = count() by name | where runs >= 5 | summarize measured = coalesce(max(100.0 * failed / runs), 0.0)'
    operator: 'GreaterThan'
    threshold: 50
  }
  {
    name: 'no-telemetry'
    severity: 1
    description: 'No function has run at all, timers included: the app is stopped, cannot start, or may not publish.'
    // count() gives a row of 0 where there is nothing, so that silence itself can be measured.
    query: 'requests | summarize measured = count()'
    operator: 'LessThan'
    threshold: 1
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
      windowSize: 'PT15M'
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
