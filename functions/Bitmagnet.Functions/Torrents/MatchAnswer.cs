using Bitmagnet.Functions.Corrections;
using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Torrents;

/// <summary>What was written of a torrent's match.</summary>
/// <param name="InfoHash">The torrent.</param>
/// <param name="Changed">Whether this request changed anything.</param>
/// <param name="Content">What it has now; null: nothing.</param>
/// <param name="Hint">What torrent_hints says of it now, which bitmagnet keeps to; null: nothing.</param>
/// <param name="Rejected">The content that people took off it.</param>
/// <param name="CanUndo">Whether the last correction can be undone.</param>
public sealed record MatchAnswer(
    string InfoHash, bool Changed, FoundContent? Content, HintView? Hint, IReadOnlyList<ContentKey> Rejected, bool CanUndo);
