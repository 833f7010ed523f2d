namespace Bitmagnet.Functions.Index;

/// <summary>One page of torrents without content.</summary>
/// <param name="Rows">Newest first; a page may be empty and yet have a next one.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record UnmatchedPage(IReadOnlyList<UnmatchedRow> Rows, FeedCursor? Next);
