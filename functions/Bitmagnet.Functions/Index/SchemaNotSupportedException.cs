namespace Bitmagnet.Functions.Index;

/// <summary>The database is not a bitmagnet database, or has a schema that this application does not know. One clear line.</summary>
public sealed class SchemaNotSupportedException(string message) : Exception(message);
