namespace Bitmagnet.Functions.Index;

/// <summary>What an attachment may replace.</summary>
/// <param name="Content">The content that the torrent had when it was read; a change since then stands.</param>
/// <param name="Languages">The languages that the release's name gives: those of the row may be the old content's.</param>
public sealed record Replacement(ContentRef Content, IReadOnlyList<string> Languages);
