namespace Bitmagnet.LocalHost.Terminal;

/// <summary>A part that the application depends on.</summary>
internal enum FaultPart
{
    /// <summary>The storage account.</summary>
    Storage,

    /// <summary>bitmagnet's PostgreSQL.</summary>
    Database,

    /// <summary>TMDB.</summary>
    Tmdb,
}
