namespace Bitmagnet.Functions.Index;

/// <summary>What became of an <see cref="Attachment"/> or a <see cref="Detachment"/>.</summary>
public enum WriteOutcome
{
    /// <summary>The torrent now has the content, or none.</summary>
    Done,

    /// <summary>The torrent has other content than was read; nothing was changed.</summary>
    Changed,

    /// <summary>The torrent, or its row without content, is no longer there; nothing was changed.</summary>
    Gone,

    /// <summary>bitmagnet has the torrent in work, and would write its own row beside the one written here; try again later.</summary>
    InWork,

    /// <summary>The database would not let the row be written now (locks held by others, or the stored content just deleted); try again later.</summary>
    Busy,
}
