using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.LocalHost.Terminal;

/// <summary>Finds the part that a log event is about. Several events report one fault: each caller that meets it, and the finding of the next snapshot. Pure.</summary>
internal static class FaultEvents
{
    private const string OfTheApplication = "Bitmagnet.Functions.";

    /// <summary>The fault that an event reports; null if it reports none of the three parts', or a brief one such as a lock.</summary>
    /// <param name="category">The logger's category.</param>
    /// <param name="id">The event's id.</param>
    /// <param name="values">The values of the event's message.</param>
    /// <param name="exception">What was thrown; null: nothing.</param>
    public static FaultEvent? Read(string category, int id, IReadOnlyDictionary<string, object?> values, Exception? exception)
    {
        if (OfException(exception) is { } thrown)
        {
            return thrown;
        }

        return !category.StartsWith(OfTheApplication, StringComparison.Ordinal) ? null : id switch
        {
            3002 => new FaultEvent(
                FaultPart.Tmdb,
                TmdbFindings.Of(new TmdbAvailability((TmdbStatus)values["Status"]!, (string)values["Cause"]!, default, (DateTimeOffset)values["Until"]!))),
            3003 => new FaultEvent(FaultPart.Tmdb, null),
            4004 or 4005 or 4006 => new FaultEvent(
                FaultPart.Database,
                PartFindings.OfDatabase(new DatabaseAccess((DatabaseStatus)values["Status"]!, (string)values["Problem"]!, (string)values["Remedy"]!))),
            6002 when FaultParts.Of((string)values["Code"]!) is { } part => new FaultEvent(
                part, new Finding((string)values["Code"]!, (HealthStatus)values["Severity"]!, (string)values["Problem"]!, (string)values["Remedy"]!)),
            _ => null,
        };
    }

    /// <summary>The subject that an event shares with other events, so that it is reported once; null if it shares none.</summary>
    /// <param name="category">The logger's category.</param>
    /// <param name="id">The event's id.</param>
    /// <param name="values">The values of the event's message.</param>
    public static string? Subject(string category, int id, IReadOnlyDictionary<string, object?> values) =>
        !category.StartsWith(OfTheApplication, StringComparison.Ordinal) ? null : id switch
        {
            3004 => TmdbFindings.SharedKey.Code,
            3006 => "tmdb_off",
            5002 => "bitmagnet_calls_tmdb",
            5004 => "bitmagnet_unreadable",
            6002 => (string)values["Code"]! is "tmdb_disabled" or "tmdb_unconfigured" ? "tmdb_off" : (string)values["Code"]!,
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
