namespace Bitmagnet.Functions.Index;

/// <summary>What bitmagnet's database lets this application do.</summary>
public enum DatabaseStatus
{
    /// <summary>All that is needed.</summary>
    Usable,

    /// <summary>The server cannot be reached, or does not serve anybody.</summary>
    Away,

    /// <summary>The server does not let this user in.</summary>
    LoginRefused,

    /// <summary>The server has no database of that name.</summary>
    Missing,

    /// <summary>bitmagnet has not made its tables yet, or not all.</summary>
    NotMigrated,

    /// <summary>bitmagnet is of a release that this application does not know.</summary>
    UnknownSchema,

    /// <summary>A right to read is missing.</summary>
    MayNotRead,

    /// <summary>A right to write is missing.</summary>
    MayNotWrite,

    /// <summary>The server is a standby, or made read-only.</summary>
    ReadOnly,
}
