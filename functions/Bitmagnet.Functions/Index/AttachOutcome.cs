namespace Bitmagnet.Functions.Index;

/// <summary>What became of one <see cref="Attachment"/>.</summary>
public enum AttachOutcome
{
    /// <summary>The torrent now has the content.</summary>
    Attached,

    /// <summary>The torrent had content already; nothing was changed.</summary>
    AlreadyAttached,

    /// <summary>The torrent, or its row without content, is no longer there; nothing was changed.</summary>
    Gone,

    /// <summary>bitmagnet has the torrent in work, and would write its own row beside the attached one; try again later.</summary>
    InWork,

    /// <summary>The database would not let the row be written now (locks held by others, or the stored content just deleted); try again later.</summary>
    Busy,
}
