using Bitmagnet.Functions.Corrections;

namespace Bitmagnet.Functions.Torrents;

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
