// Tells the owner before the month's bill becomes a surprise. A budget stops nothing by itself.

@description('Name of the budget.')
param name string

@description('Amount for a month, in the currency of the subscription.')
@minValue(1)
param amount int

@description('First day of the first month, yyyy-MM-01.')
param startDate string

@description('Address that is told.')
param email string

resource budget 'Microsoft.Consumption/budgets@2026-06-01' = {
  name: name
  properties: {
    amount: amount
    category: 'Cost'
    timeGrain: 'Monthly'
    timePeriod: { startDate: startDate }
    notifications: {
      spent80: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: [email]
      }
      forecast100: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: [email]
      }
    }
  }
}
