namespace Bitmagnet.Sandbox.Simulator;

/// <summary>Failures that TMDB has shown. Over HTTP their names are in kebab case (<c>silent-gzip</c>).</summary>
public enum FaultKind
{
    /// <summary>429 with Retry-After.</summary>
    RateLimit,

    /// <summary>A rate limit that only the body shows: code 25.</summary>
    RateLimitBody,

    /// <summary>401, code 7.</summary>
    BadKey,

    /// <summary>401, code 10.</summary>
    SuspendedKey,

    /// <summary>404, code 34.</summary>
    NotFound,

    /// <summary>A search without results.</summary>
    NoResults,

    /// <summary>503 with HTML from a gateway.</summary>
    Maintenance,

    /// <summary>504 with HTML from a gateway.</summary>
    GatewayTimeout,

    /// <summary>The connection is cut without an answer, the closest that a server can come to refusing it.</summary>
    Refused,

    /// <summary>403 with the text <c>error code: 1020</c>.</summary>
    CdnBlock,

    /// <summary>451.</summary>
    LegalBlock,

    /// <summary>A gzip body without Content-Encoding.</summary>
    SilentGzip,

    /// <summary>JSON that is cut off.</summary>
    Truncated,

    /// <summary>200 without a body.</summary>
    Empty,

    /// <summary>null if values are expected.</summary>
    Nulls,

    /// <summary>Dates <c>0000-00-00</c> and empty.</summary>
    BadDates,

    /// <summary>The right answer, late.</summary>
    Slow,
}
