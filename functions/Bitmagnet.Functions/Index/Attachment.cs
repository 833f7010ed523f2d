namespace Bitmagnet.Functions.Index;

/// <summary>A torrent and the content it is.</summary>
/// <param name="InfoHash">The torrent.</param>
/// <param name="Content">What it is.</param>
/// <param name="IsStored">The content was loaded from the database, so it is not written again (bitmagnet contract §6).</param>
/// <param name="OriginalLanguage">What the content's original language does to those of the row.</param>
public sealed record Attachment(InfoHash InfoHash, Content Content, bool IsStored, LanguageRule OriginalLanguage)
{
    /// <summary>Content that this one takes the place of; null: only a torrent without content is written.</summary>
    public Replacement? Replaces { get; init; }

    /// <summary>What becomes of the torrent's hint, in the same transaction; null: it stays.</summary>
    public HintChange? Hint { get; init; }
}
