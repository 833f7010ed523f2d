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
