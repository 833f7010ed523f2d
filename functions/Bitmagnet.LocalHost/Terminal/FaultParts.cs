using Bitmagnet.Functions.Health;

namespace Bitmagnet.LocalHost.Terminal;

/// <summary>Which findings are of which part. Pure.</summary>
internal static class FaultParts
{
    /// <summary>The finding of a rate limit.</summary>
    public const string Limit = "tmdb_rate_limited";

    /// <summary>Its name at the beginning of a sentence.</summary>
    public static string Name(this FaultPart part) => part switch
    {
        FaultPart.Storage => "Storage",
        FaultPart.Database => "The database",
        _ => "TMDB",
    };

    /// <summary>The part that a finding says is away; null: none of them.</summary>
    public static FaultPart? Of(string code) => code switch
    {
        "storage_unavailable" or "storage_api_version" => FaultPart.Storage,
        _ when PartFindings.IsOfTheProbe(code) => FaultPart.Database,
        Limit or "tmdb_outage" or "tmdb_unauthorized" or "tmdb_blocked" => FaultPart.Tmdb,
        _ => null,
    };

    /// <summary>Whether a report could look at the part at all: TMDB's state is kept in the storage.</summary>
    public static bool IsSeen(this FaultPart part, HealthReport report) =>
        part != FaultPart.Tmdb || report.Parts.All(check => check.Part != "tmdb" || check.IsUp);
}
