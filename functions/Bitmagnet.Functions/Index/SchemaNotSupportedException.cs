namespace Bitmagnet.Functions.Index;

/// <summary>The database is not a bitmagnet database, or has a schema that this application does not know. One clear line.</summary>
public sealed class SchemaNotSupportedException(string message, bool isNotMigrated = false) : Exception(message)
{
    /// <summary>bitmagnet may be about to make its tables: it is worth asking again.</summary>
    public bool IsNotMigrated { get; } = isNotMigrated;
}

/// <summary>bitmagnet migrated its database since the schema was read; nothing was written.</summary>
public sealed class SchemaChangedException() : Exception("bitmagnet's schema changed meanwhile");
