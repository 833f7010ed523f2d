using System.Security.Authentication;

namespace Bitmagnet.Functions.Index;

/// <summary>Tells faults of the database, which pass or which an operator mends, from faults of a job. Pure.</summary>
public static class DatabaseFaults
{
    /// <summary>
    /// True where the database is away, busy, read-only, being migrated or closed to us: unreachable, out of resources, a password that was changed,
    /// a database that was renamed, a schema that this application does not know.
    /// </summary>
    public static bool IsOfTheDatabase(Exception error) => error switch
    {
        SchemaNotSupportedException or SchemaChangedException => true,
        PostgresException refused => IsOfTheServer(refused.SqlState) || IsClosedToUs(refused.SqlState) || IsOfAnotherSchema(refused.SqlState),
        NpgsqlException => true, // It never reached the server, or lost it.
        _ => false,
    };

    /// <summary>True where the database answers and somebody else is in the way for a moment: a lock, a deadlock, a statement that took too long.</summary>
    public static bool IsBusy(Exception error) => error is PostgresException { SqlState: var state }
        && (state[..2] == "40" || state is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled);

    /// <summary>In words, with nothing of the connection string.</summary>
    public static string Describe(Exception error) => error switch
    {
        SchemaNotSupportedException => error.Message,
        PostgresException refused when IsWithoutTls(refused) =>
            "PostgreSQL takes no connection without TLS from this host; with TLS, which is tried first unless sslmode=disable, it refused the user or the password",
        NpgsqlException { InnerException: AuthenticationException } =>
            "PostgreSQL's certificate is not trusted, or not that of its name; POSTGRES_SSLMODE=require would not ask for a proof",
        PostgresException refused => $"PostgreSQL answered {refused.SqlState}: {refused.MessageText}",
        _ => $"PostgreSQL cannot be reached ({error.InnerException?.GetType().Name ?? error.GetType().Name})",
    };

    // With sslmode=prefer Npgsql tries again without TLS where the server refuses the password, and tells of that refusal only.
    private static bool IsWithoutTls(PostgresException refused) =>
        refused.SqlState == PostgresErrorCodes.InvalidAuthorizationSpecification && refused.MessageText.Contains("no encryption", StringComparison.Ordinal);

    // Connections, states of a transaction (a standby or a full disk is read-only), rollbacks, resources, an administrator's hand or a
    // time-out, the system below, and PostgreSQL's own errors. A damaged row or index is one row's fault, and must not hold up the others.
    private static bool IsOfTheServer(string state) => (state[..2] is "08" or "25" or "40" or "53" or "57" or "58" or "XX" || state is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.ObjectNotInPrerequisiteState)
        && state is not (PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted);

    private static bool IsClosedToUs(string state) => state
        is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
        or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege;

    private static bool IsOfAnotherSchema(string state) => state
        is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedFunction;
}
