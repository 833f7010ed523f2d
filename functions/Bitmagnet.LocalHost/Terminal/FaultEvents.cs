using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Tmdb;
using HealthLog = Bitmagnet.Functions.Health.Log;
using IndexLog = Bitmagnet.Functions.Index.Log;
using SweepLog = Bitmagnet.Functions.Sweeping.Log;
using TmdbLog = Bitmagnet.Functions.Tmdb.Log;

namespace Bitmagnet.LocalHost.Terminal;

/// <summary>Finds the part that a log event is about. Several events report one fault: each caller that meets it, and the finding of the next snapshot. Pure.</summary>
internal static class FaultEvents
{
    private const string OfTheApplication = "Bitmagnet.Functions.";

    /// <summary>The fault that an event reports; null if it reports none of the three parts', or a brief one such as a lock.</summary>
    public static FaultEvent? Read(string category, string? name, IReadOnlyDictionary<string, object?> values, Exception? exception) =>
        OfException(exception) ?? (!category.StartsWith(OfTheApplication, StringComparison.Ordinal) ? null : name switch
        {
            nameof(TmdbLog.Shut) => new FaultEvent(
                FaultPart.Tmdb, TmdbFindings.Of(((TmdbFault)values["Cause"]!).At(default, (DateTimeOffset)values["Until"]!))),
            nameof(TmdbLog.Opened) => new FaultEvent(FaultPart.Tmdb, null),
            nameof(IndexLog.SchemaNotSupported) or nameof(IndexLog.DatabaseAway) or nameof(IndexLog.DatabaseNotReady) => new FaultEvent(
                FaultPart.Database,
                PartFindings.OfDatabase(new DatabaseAccess((DatabaseStatus)values["Status"]!, (string)values["Problem"]!, (string)values["Remedy"]!))),
            nameof(HealthLog.Found) when FaultParts.Of((string)values["Code"]!) is { } part => new FaultEvent(
                part, new Finding((string)values["Code"]!, (HealthStatus)values["Severity"]!, (string)values["Problem"]!, (string)values["Remedy"]!)),
            _ => null,
        });

    /// <summary>The subject that an event shares with other events, so that it is reported once; null if it shares none.</summary>
    public static string? Subject(string category, string? name, IReadOnlyDictionary<string, object?> values) =>
        !category.StartsWith(OfTheApplication, StringComparison.Ordinal) ? null : name switch
        {
            nameof(TmdbLog.SharedKey) => TmdbFindings.SharedKey.Code,
            nameof(TmdbLog.Off) => "tmdb_off",
            nameof(SweepLog.BitmagnetCallsTmdb) => "bitmagnet_calls_tmdb",
            nameof(SweepLog.Unreadable) => "bitmagnet_unreadable",
            nameof(HealthLog.Found) => (string)values["Code"]! is "tmdb_disabled" or "tmdb_unconfigured" ? "tmdb_off" : (string)values["Code"]!,
            _ => null,
        };

    private static FaultEvent? OfException(Exception? exception) => exception switch
    {
        null => null,
        _ when StorageFaults.IsOfTheStorage(exception) => new FaultEvent(FaultPart.Storage, PartFindings.OfStorage(exception)),
        _ when DatabaseFaults.IsOfTheDatabase(exception) && !DatabaseFaults.IsBusy(exception) => new FaultEvent(FaultPart.Database, PartFindings.OfDatabase(exception)),
        _ => OfException(exception.InnerException),
    };
}

/// <summary>What a log event says about a part; no finding: its fault is over.</summary>
internal sealed record FaultEvent(FaultPart Part, Finding? Finding);
