using Bitmagnet.Functions.Health;

namespace Bitmagnet.LocalHost.Terminal;

/// <summary>Assigns findings to parts. Pure.</summary>
internal static class FaultParts
{
    public const string Limit = "tmdb_rate_limited";

    /// <summary>The part's name at the beginning of a sentence.</summary>
    public static string Name(this FaultPart part) => part switch
    {
        FaultPart.Storage => "Storage",
        FaultPart.Database => "The database",
        _ => "TMDB",
    };

    /// <summary>The part that a finding is about; null: none of the three.</summary>
    public static FaultPart? Of(string code) => code switch
    {
        "storage_unavailable" or "storage_api_version" => FaultPart.Storage,
        _ when PartFindings.IsOfTheProbe(code) => FaultPart.Database,
        Limit or "tmdb_outage" or "tmdb_unauthorized" or "tmdb_blocked" => FaultPart.Tmdb,
        _ => null,
    };

    /// <summary>Whether a report can know the part's state: TMDB's state is kept in the storage.</summary>
    public static bool IsSeen(this FaultPart part, HealthReport report) =>
        part != FaultPart.Tmdb || report.Parts.All(check => check.Part != "tmdb" || check.IsUp);
}

/// <summary>A part that the application depends on.</summary>
internal enum FaultPart
{
    Storage,
    Database,
    Tmdb,
}
