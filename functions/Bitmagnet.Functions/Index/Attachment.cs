namespace Bitmagnet.Functions.Index;

/// <summary>
/// A torrent and the content it is. Stored content was loaded from the database, so it is not written again (bitmagnet contract §6).
/// </summary>
public sealed record Attachment(InfoHash InfoHash, Content Content, bool IsStored, LanguageRule OriginalLanguage)
{
    /// <summary>Content that this one takes the place of; null: only a torrent without content is written.</summary>
    public Replacement? Replaces { get; init; }

    /// <summary>What becomes of the torrent's hint, in the same transaction; null: it stays.</summary>
    public HintChange? Hint { get; init; }
}

/// <summary>
/// What an attachment may replace: the content that the torrent had when it was read (a change since then stands). The languages are those
/// of the release's name, since the row's may be the old content's.
/// </summary>
public sealed record Replacement(ContentRef Content, IReadOnlyList<string> Languages);
