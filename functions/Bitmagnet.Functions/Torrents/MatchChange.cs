using Bitmagnet.Functions.Corrections;
using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Torrents;

/// <summary>The result of a request to correct a match. A closed type.</summary>
public abstract record MatchChange
{
    private MatchChange()
    {
    }

    /// <summary>The match is now as asked.</summary>
    /// <param name="Answer">What is written now.</param>
    public sealed record Written(MatchAnswer Answer) : MatchChange;

    /// <summary>bitmagnet has no such torrent.</summary>
    public sealed record NoTorrent : MatchChange;

    /// <summary>TMDB has no such title.</summary>
    public sealed record NoTitle : MatchChange;

    /// <summary>TMDB has to be asked, and cannot be.</summary>
    /// <param name="Why">In words.</param>
    public sealed record TmdbAway(string Why) : MatchChange;

    /// <summary>The torrent is in a state that does not allow it; nothing was changed.</summary>
    /// <param name="Why">Why, and what to do.</param>
    public sealed record Refused(string Why) : MatchChange;
}

/// <summary>What was written of a torrent's match.</summary>
/// <param name="InfoHash">The torrent.</param>
/// <param name="Changed">Whether this request changed anything.</param>
/// <param name="Content">What it has now; null: nothing.</param>
/// <param name="Hint">What torrent_hints says of it now, which bitmagnet keeps to; null: nothing.</param>
/// <param name="Rejected">The content that people took off it.</param>
/// <param name="CanUndo">Whether the last correction can be undone.</param>
public sealed record MatchAnswer(
    string InfoHash, bool Changed, FoundContent? Content, HintView? Hint, IReadOnlyList<ContentKey> Rejected, bool CanUndo);
