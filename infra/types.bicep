// Types that several modules share.

@export()
@description('Tags of a resource.')
type Tags = { *: string }

@export()
@description('Settings of the app: names as Azure Functions and bitmagnet have them.')
type Settings = { *: string }
