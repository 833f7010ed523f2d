namespace Bitmagnet.Functions.Index;

/// <summary>Content to take off a torrent.</summary>
/// <param name="InfoHash">The torrent.</param>
/// <param name="Content">What it has; null where it has none, and its hint alone is changed.</param>
/// <param name="Languages">The languages that the release's name gives: those of the row may be the content's.</param>
public sealed record Detachment(InfoHash InfoHash, ContentRef? Content, IReadOnlyList<string> Languages)
{
    /// <summary>content_type of the row from now on; null: it stays.</summary>
    public string? TypeName { get; init; }

    /// <summary>What becomes of the torrent's hint; null: it stays.</summary>
    public HintChange? Hint { get; init; }
}
