namespace Bitmagnet.Functions.Index;

/// <summary>What became of a <see cref="Detachment"/>.</summary>
public enum DetachOutcome
{
    /// <summary>The torrent has no content now.</summary>
    Detached,

    /// <summary>The torrent has other content, or none, or is no longer there; nothing was changed.</summary>
    Changed,

    /// <summary>bitmagnet has the torrent in work, and would write its own row beside; try again later.</summary>
    InWork,

    /// <summary>The database would not let the row be written now; try again later.</summary>
    Busy,
}
