using Bitmagnet.Functions.Index;
using Npgsql;

namespace Bitmagnet.Functions.Health;

/// <summary>What an operator should do about a part that does not answer. Pure.</summary>
internal static class PartFindings
{
    /// <summary>The storage does not answer.</summary>
    public static Finding Storage { get; } = new(
        "storage_unavailable", HealthStatus.Unhealthy, "The storage account does not answer: no queue, no ledger, no snapshots.",
        "Check AzureWebJobsStorage, the account's firewall and the identity's roles.");

    /// <summary>The database does not answer, or is not one that is supported.</summary>
    public static Finding OfDatabase(Exception e) => e switch
    {
        SchemaNotSupportedException => new Finding(
            "schema_not_supported", HealthStatus.Unhealthy, e.Message, "Use a bitmagnet release with schema 12 to 20."),
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => new Finding(
            "database_slow", HealthStatus.Degraded, "bitmagnet's PostgreSQL does not count a sample of its tables within half a second.",
            "Look for locks (a migration, VACUUM FULL) and for load in pg_stat_activity."),
        _ => new Finding(
            "database_unavailable", HealthStatus.Unhealthy, "bitmagnet's PostgreSQL does not answer.",
            "Check that the server runs and that POSTGRES_DSN (or POSTGRES_HOST, _PORT, _NAME, _USER, _PASSWORD) is right."),
    };
}
