// Wakes a person for what does not mend itself, by the app's own metrics. They reach the workspace as AppMetrics: Name is
// the instrument's, Sum its value at one export of a minute, Properties its tags. AlertTests holds the names equal to
// Telemetry/Instruments.cs.

import { Tags } from '../types.bicep'

@description('Azure region.')
param location string

@description('Tags.')
param tags Tags

@description('Resource id of the workspace that the metrics go to.')
param workspaceId string

@description('What the names of one environment end in.')
param token string

@description('Address that alerts are sent to.')
param email string

@description('Age of a queue\'s oldest job from which an alert is raised, in minutes. The sweep frees what is overdue by an hour.')
@minValue(15)
param oldestJobMinutes int

// An instance that no longer takes snapshots shows its last one for five minutes (HEALTH_SNAPSHOT_AGE): a rule asks what
// held for a whole window, and a window without figures is no-telemetry's alone.
var rules = [
  {
    name: 'poison'
    every: 'PT15M'
    severity: 2
    description: 'A failed job needs attention. The dashboard and GET /api/jobs?status=failed say why it failed; mend the cause, then replay or delete it.'
    query: 'AppMetrics | where Name == "bitmagnet.enrichment.poison.messages" or (Name == "bitmagnet.enrichment.ledger.jobs" and tostring(Properties["status"]) == "failed") | summarize Measured = max(Sum) | where isnotnull(Measured)'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'oldest-job'
    every: 'PT15M'
    severity: 2
    description: 'The oldest job of bitmagnet\'s queue or of the enrichment ledger is too old: it is not worked off, nor freed by the sweep. GET /api/health says what stands still.'
    query: 'AppMetrics | where Name in ("bitmagnet.queue.oldest.age", "bitmagnet.enrichment.oldest.age") | summarize Lowest = min(Sum) by Name, Status = tostring(Properties["status"]) | summarize Measured = max(Lowest) | where isnotnull(Measured)'
    operator: 'GreaterThan'
    threshold: oldestJobMinutes * 60
  }
  {
    name: 'tmdb-unavailable'
    every: 'PT15M'
    severity: 3
    description: 'TMDB has not been available for 15 minutes. Nothing is lost: jobs wait. GET /api/health names the cause.'
    query: 'AppMetrics | where Name == "tmdb.available" | summarize Measured = max(Sum) | where isnotnull(Measured)'
    operator: 'LessThan'
    threshold: 1
  }
  {
    name: 'unhealthy'
    every: 'PT5M'
    severity: 1
    description: 'The app has not worked for 15 minutes: the database or the storage is away, or the schema is not supported. GET /api/health says which and what to do.'
    query: 'AppMetrics | where Name == "bitmagnet.health.status" | summarize Measured = min(Sum) | where isnotnull(Measured)'
    operator: 'GreaterThanOrEqual'
    threshold: 2
  }
  {
    name: 'no-telemetry'
    every: 'PT5M'
    severity: 1
    description: 'No snapshot has arrived for 15 minutes: the app is stopped, cannot start, has no storage, or may not publish.'
    // count() gives a row of 0 where there is nothing, so that silence itself can be measured.
    query: 'AppMetrics | where Name == "bitmagnet.health.status" | summarize Measured = count()'
    operator: 'LessThan'
    threshold: 1
  }
]

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${token}'
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
    name: 'alert-${rule.name}-${token}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'Bitmagnet.Functions: ${rule.name}'
      description: rule.description
      severity: rule.severity
      enabled: true
      autoMitigate: true
      // The table is there once the first telemetry has come, which is after the rule.
      skipQueryValidation: true
      scopes: [workspaceId]
      evaluationFrequency: rule.every
      windowSize: 'PT15M'
      criteria: {
        allOf: [
          {
            query: rule.query
            metricMeasureColumn: 'Measured'
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
