// Types that several modules share.

@export()
@description('Tags of a resource.')
type Tags = { *: string }

@export()
@description('Settings of the app: names as Azure Functions and bitmagnet have them.')
type Settings = { *: string }

@export()
@description('The value; what stands in its place where it is not set. A variable that a workflow passes on without a value is an empty text.')
func orElse(value string, otherwise string) string => empty(value) ? otherwise : value
