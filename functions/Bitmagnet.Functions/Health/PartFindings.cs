using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Health;

/// <summary>Says what an operator should do about a part that does not answer. Pure.</summary>
internal static class PartFindings
{
    /// <summary>The storage does not answer, refuses access, or is an Azurite older than the clients.</summary>
    public static Finding OfStorage(Exception e) => e switch
    {
        _ when StorageFaults.IsOldAzurite(e) => new Finding(
            "storage_api_version", HealthStatus.Unhealthy,
            "Azurite refuses the API version of the storage clients: queues and timers do not run.",
            "Start Azurite with --skipApiVersionCheck, or take a newer Azurite."),
        _ when StorageFaults.IsRefusal(e) => new Finding(
            "storage_unavailable", HealthStatus.Unhealthy, $"The storage account refuses access ({StorageFaults.Describe(e)}): no queue, no ledger, no snapshots.",
            "Check the key in AzureWebJobsStorage, or the identity and its roles (queue and table data contributor), and the account's firewall."),
        _ when !StorageFaults.IsOfTheStorage(e) && e is not (TimeoutException or OperationCanceledException) => new Finding(
            "report_incomplete", HealthStatus.Degraded, $"Part of the application's own storage could not be read ({e.GetType().Name}).",
            "Check the log: a row written by something else is in the way."),
        _ => new Finding(
            "storage_unavailable", HealthStatus.Unhealthy, "The storage account does not answer: no queue, no ledger, no snapshots.",
            "Check AzureWebJobsStorage, the account's firewall and the identity's roles."),
    };

    /// <summary>The database did not serve a question.</summary>
    public static Finding OfDatabase(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled }
        ? new Finding(
            "database_slow", HealthStatus.Degraded, "bitmagnet's PostgreSQL needs more than half a second to count a sample of its tables.",
            "Look for locks (a migration, VACUUM FULL) and for load in pg_stat_activity.")
        : OfDatabase(DatabaseAccess.Of(e))!;

    /// <summary>What the probe found; null where nothing is wrong.</summary>
    public static Finding? OfDatabase(DatabaseAccess access) => access.Status switch
    {
        DatabaseStatus.Usable => null,
        DatabaseStatus.Away => New(access, "database_unavailable"),
        DatabaseStatus.LoginRefused => New(access, "database_login_refused"),
        DatabaseStatus.Missing => New(access, "database_missing"),
        DatabaseStatus.NotMigrated => New(access, "database_not_migrated") with { Severity = HealthStatus.Degraded },
        DatabaseStatus.UnknownSchema => New(access, "schema_not_supported"),
        DatabaseStatus.MayNotRead => New(access, "database_may_not_read"),
        DatabaseStatus.MayNotWrite => New(access, "database_may_not_write"),
        DatabaseStatus.ReadOnly => New(access, "database_read_only"),
        _ => throw new ArgumentOutOfRangeException(nameof(access), access.Status, null),
    };

    /// <summary>Codes of the findings that the probe decides.</summary>
    public static bool IsOfTheProbe(string code) =>
        code == "schema_not_supported" || (code.StartsWith("database_", StringComparison.Ordinal) && code != "database_slow");

    private static Finding New(DatabaseAccess access, string code) => new(code, HealthStatus.Unhealthy, access.Problem, access.Remedy);
}
