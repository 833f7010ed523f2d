using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Corrections;

/// <summary>A row of the table <c>TorrentCorrections</c>.</summary>
/// <param name="InfoHash">The torrent.</param>
/// <param name="State">What people have said of it.</param>
/// <param name="Before">What an undo goes back to; null where there is nothing to undo.</param>
/// <param name="At">When they last said something.</param>
/// <param name="ETag">The row's version; null for one not yet stored.</param>
public sealed record Correction(InfoHash InfoHash, CorrectionState State, CorrectionBefore? Before, DateTimeOffset At, string? ETag);
