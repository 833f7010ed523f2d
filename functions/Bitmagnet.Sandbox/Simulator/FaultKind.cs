namespace Bitmagnet.Sandbox.Simulator;

/// <summary>The ways in which TMDB has been seen to fail. Over HTTP they are named in kebab case (<c>silent-gzip</c>).</summary>
public enum FaultKind
{
    /// <summary>429 with Retry-After.</summary>
    RateLimit,

    /// <summary>An answer whose body alone says code 25.</summary>
    RateLimitBody,

    /// <summary>401, code 7.</summary>
    BadKey,

    /// <summary>401, code 10.</summary>
    SuspendedKey,

    /// <summary>404, code 34.</summary>
    NotFound,

    /// <summary>A search that finds nothing: the title is not there yet.</summary>
    NoResults,

    /// <summary>503 with HTML from a gateway.</summary>
    Maintenance,

    /// <summary>504 with HTML from a gateway.</summary>
    GatewayTimeout,

    /// <summary>The connection is cut without an answer, as far as a refused connection can be played by a server.</summary>
    Refused,

    /// <summary>403 with the text <c>error code: 1020</c>.</summary>
    CdnBlock,

    /// <summary>451.</summary>
    LegalBlock,

    /// <summary>A gzip body without Content-Encoding.</summary>
    SilentGzip,

    /// <summary>JSON that ends half way.</summary>
    Truncated,

    /// <summary>200 without a body.</summary>
    Empty,

    /// <summary>null where values are expected.</summary>
    Nulls,

    /// <summary>Dates <c>0000-00-00</c> and empty.</summary>
    BadDates,

    /// <summary>The right answer, late.</summary>
    Slow,
}
