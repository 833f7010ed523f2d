namespace Bitmagnet.Functions.Index;

/// <summary>bitmagnet migrated its database since the schema was read; nothing was written.</summary>
public sealed class SchemaChangedException() : Exception("bitmagnet's schema changed meanwhile");
