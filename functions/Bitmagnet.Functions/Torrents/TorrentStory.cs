using Bitmagnet.Functions.Corrections;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.JobActions;

namespace Bitmagnet.Functions.Torrents;

/// <summary>All that is known of one torrent.</summary>
/// <param name="InfoHash">40 hexadecimal characters.</param>
/// <param name="Name">Its name.</param>
/// <param name="Content">The content it has; null: none.</param>
/// <param name="Hint">What torrent_hints says of it; null: nothing.</param>
/// <param name="IsInWork">Whether a job of bitmagnet's own names it, which may write it at any moment.</param>
/// <param name="IsVideo">Whether it is mainly video.</param>
/// <param name="Torrent">bitmagnet's row of torrents, column by column.</param>
/// <param name="TorrentContents">bitmagnet's rows of torrent_contents, column by column, without the search vector.</param>
/// <param name="Explanation">How its name is read, what was looked up and decided, and why: the object that <c>POST /api/explain</c> answers.</param>
/// <param name="Jobs">The jobs that hold it, newest first.</param>
/// <param name="AllJobsSeen">False: the ledger is so large that not all of it was looked through.</param>
/// <param name="Correction">What people said of its match; null: nothing.</param>
/// <param name="Next">What happens to it next.</param>
public sealed record TorrentStory(
    string InfoHash, string Name, FoundContent? Content, HintView? Hint, bool IsInWork, bool IsVideo, JsonElement Torrent, JsonElement TorrentContents,
    JsonElement Explanation, IReadOnlyList<JobView> Jobs, bool AllJobsSeen, CorrectionView? Correction, NextStep Next);

/// <summary>What people said of a torrent's match, as an answer shows it.</summary>
/// <param name="Chosen">The content they attached; null: none.</param>
/// <param name="Rejected">The content they took off: no job attaches it again.</param>
/// <param name="At">When they last said something.</param>
/// <param name="CanUndo">Whether the last correction can be undone.</param>
public sealed record CorrectionView(ContentKey? Chosen, IReadOnlyList<ContentKey> Rejected, DateTimeOffset At, bool CanUndo)
{
    /// <summary>The correction as it is shown.</summary>
    public static CorrectionView? Of(Correction? correction) => correction is null ? null : new CorrectionView(
        correction.State.Chosen is { } chosen ? ContentKey.Of(chosen) : null, [.. correction.State.Rejected.Select(ContentKey.Of)], correction.At,
        correction.Before is not null);
}
