namespace Bitmagnet.Functions.Tmdb;

/// <summary>Whether TMDB can be asked.</summary>
public enum TmdbStatus
{
    /// <summary>TMDB can be asked.</summary>
    Available,

    /// <summary>429, or body code 25, or the budget is used up: wait until the time given.</summary>
    RateLimited,

    /// <summary>5xx, time-outs, broken answers: wait, one instance probes.</summary>
    Outage,

    /// <summary>401: the key is wrong or suspended; probed rarely, never latched.</summary>
    Unauthorized,

    /// <summary>This network does not reach TMDB: DNS to loopback, NXDOMAIN, 403 code 1020, 451.</summary>
    Blocked,

    /// <summary><c>TMDB_ENABLED=false</c>.</summary>
    Disabled,

    /// <summary>No <c>TMDB_API_KEY</c>.</summary>
    Unconfigured,
}
