namespace Bitmagnet.Functions.Index;

/// <summary>What became of one <see cref="Attachment"/>.</summary>
public enum AttachOutcome
{
    /// <summary>The torrent now has the content.</summary>
    Attached,

    /// <summary>The torrent had content already; nothing was changed.</summary>
    AlreadyAttached,

    /// <summary>The torrent, its row without content, or the stored content is no longer there; nothing was changed.</summary>
    Gone,

    /// <summary>The database would not let the row be written now (locks held by others); try again later.</summary>
    Busy,
}
