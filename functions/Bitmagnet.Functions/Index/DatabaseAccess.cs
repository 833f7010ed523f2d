namespace Bitmagnet.Functions.Index;

/// <summary>What the database lets this application do, and what to do about it. Pure.</summary>
/// <param name="Status">The verdict.</param>
/// <param name="Problem">What is wrong, without secrets; empty where nothing is.</param>
/// <param name="Remedy">What to do; empty where nothing is wrong.</param>
public sealed record DatabaseAccess(DatabaseStatus Status, string Problem, string Remedy)
{
    /// <summary>Nothing is wrong.</summary>
    public static DatabaseAccess Usable { get; } = new(DatabaseStatus.Usable, "", "");

    /// <summary>Whether jobs can be run.</summary>
    public bool IsUsable => Status == DatabaseStatus.Usable;

    /// <summary>The verdict on how a statement or a connection failed.</summary>
    public static DatabaseAccess Of(Exception error) => error switch
    {
        SchemaNotSupportedException { IsNotMigrated: true } => new(
            DatabaseStatus.NotMigrated, error.Message, "No action needed while bitmagnet starts: it migrates its database, and enrichment resumes by itself. Otherwise check POSTGRES_NAME."),
        SchemaNotSupportedException => new(DatabaseStatus.UnknownSchema, error.Message, "Use a bitmagnet release with schema 12 to 20, or a newer release of this application."),
        PostgresException refused => Of(refused),
        _ => new(
            DatabaseStatus.Away, "bitmagnet's PostgreSQL does not answer.",
            "Check that the server runs and that POSTGRES_DSN (or POSTGRES_HOST, _PORT, _NAME, _USER, _PASSWORD) is right."),
    };

    /// <summary>The verdict on what a user may do, whose transactions are read-only or not.</summary>
    internal static DatabaseAccess Of(string user, bool isReadOnly, IReadOnlyList<MissingRight> missing)
    {
        if (missing.Count == 0)
        {
            return isReadOnly ? ReadOnly : Usable;
        }

        var grants = missing.GroupBy(right => right.On).Select(on => (On: on.Key, Privileges: string.Join(", ", on.Select(right => right.Privilege)))).ToArray();
        return new DatabaseAccess(
            missing.Any(right => right.Privilege is "SELECT" or "USAGE") ? DatabaseStatus.MayNotRead : DatabaseStatus.MayNotWrite,
            $"PostgreSQL's user {user} lacks {string.Join("; ", grants.Select(grant => $"{grant.Privileges} on {grant.On}"))}.",
            string.Join(' ', grants.Select(grant => $"GRANT {grant.Privileges} ON {grant.On} TO \"{user}\";")));
    }

    private static DatabaseAccess ReadOnly { get; } = new(
        DatabaseStatus.ReadOnly, "bitmagnet's PostgreSQL is read-only (25006): nothing can be attached.",
        "Connect to the primary, or turn default_transaction_read_only off.");

    private static DatabaseAccess Of(PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => new(
            DatabaseStatus.LoginRefused, $"bitmagnet's PostgreSQL refuses the login: {refused.MessageText}.",
            "Check user and password in POSTGRES_DSN (or POSTGRES_USER, POSTGRES_PASSWORD), and the server's pg_hba.conf."),
        PostgresErrorCodes.InvalidCatalogName => new(
            DatabaseStatus.Missing, $"bitmagnet's PostgreSQL has no such database: {refused.MessageText}.",
            "Start bitmagnet once, or check POSTGRES_NAME or the DSN's database."),
        PostgresErrorCodes.ReadOnlySqlTransaction => ReadOnly,
        PostgresErrorCodes.InsufficientPrivilege => new(
            DatabaseStatus.MayNotWrite, $"PostgreSQL refuses a right (42501): {refused.MessageText}.", "Grant it to the user of POSTGRES_DSN or POSTGRES_USER."),
        _ => new(
            DatabaseStatus.Away, $"bitmagnet's PostgreSQL refuses to serve: {refused.SqlState}, {refused.MessageText}.",
            "Check the server's log; enrichment resumes by itself once it serves again."),
    };
}

/// <summary>A right that the user needs and does not have.</summary>
/// <param name="On">The table, or "SCHEMA name".</param>
/// <param name="Privilege">As in GRANT.</param>
internal sealed record MissingRight(string On, string Privilege);
