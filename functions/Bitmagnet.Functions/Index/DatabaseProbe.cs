namespace Bitmagnet.Functions.Index;

/// <summary>
/// The one probe of bitmagnet's database, for the feed, jobs and health alike: whether it answers, is bitmagnet's, may be read and written.
/// It writes nothing, and reads the catalogue alone.
/// </summary>
public sealed class DatabaseProbe(NpgsqlDataSource database, IndexSchemaSource schemas, TimeProvider clock)
{
    /// <summary>
    /// How long the probe waits for an answer; not every step of a connection heeds a token. Longer than a connection may take: of a name with two
    /// addresses the second has its turn, should the first be silent.
    /// </summary>
    internal static readonly TimeSpan Patience = PostgresConnection.LongestOpening + TimeSpan.FromSeconds(1);

    /// <summary>What is read: all that bitmagnet's index, queue and this application's look-ups need.</summary>
    private static readonly string[] Read =
    [
        "goose_db_version", "torrents", "torrent_files", "torrent_hints", "torrents_torrent_sources", "torrent_contents", "content", "content_attributes",
        "content_collections", "content_collections_content", "queue_jobs",
    ];

    /// <summary>What is written. Rows of torrents are only locked, which needs the right to update.</summary>
    private static readonly (string Table, string[] Privileges)[] Written =
    [
        ("torrents", ["UPDATE"]), ("torrent_contents", ["INSERT", "UPDATE", "DELETE"]), ("queue_jobs", ["INSERT", "UPDATE", "DELETE"]),
        ("content", ["INSERT", "UPDATE"]), ("content_attributes", ["INSERT", "UPDATE"]), ("content_collections", ["INSERT", "UPDATE"]),
        ("content_collections_content", ["INSERT", "UPDATE"]),
    ];

    private static readonly (string Table, string Privilege)[] Needed =
        [.. Read.Select(table => (table, "SELECT")), .. Written.SelectMany(written => written.Privileges.Select(privilege => (written.Table, privilege)))];

    // The search path passes over a schema without USAGE: its tables seem not to exist. A table that does not exist has no rights to miss.
    private const string Rights =
        """
        SELECT 'SCHEMA ' || quote_ident(n.nspname), 'USAGE' FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relname = 'goose_db_version' AND NOT has_schema_privilege(n.oid, 'USAGE')
        UNION ALL
        SELECT needed.name, needed.privilege FROM unnest($1, $2) AS needed (name, privilege)
        WHERE NOT CASE WHEN needed.privilege = 'DELETE' THEN has_table_privilege(to_regclass(needed.name), needed.privilege)
                       ELSE has_any_column_privilege(to_regclass(needed.name), needed.privilege) END
        """;

    /// <summary>The last verdict was that the database cannot be used.</summary>
    public bool IsAway { get; private set; }

    /// <summary>The verdict now. Does not throw where the database fails.</summary>
    public async Task<DatabaseAccess> CheckAsync(CancellationToken cancellationToken)
    {
        var access = await TryAskAsync(cancellationToken);
        IsAway = !access.IsUsable;
        return access;
    }

    private async Task<DatabaseAccess> TryAskAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await Task.Run(() => AskAsync(linked.Token), cancellationToken).WaitAsync(Patience, clock, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested
            && (DatabaseFaults.IsOfTheDatabase(e) || e is TimeoutException or OperationCanceledException or System.Net.Sockets.SocketException))
        {
            return DatabaseAccess.Of(e);
        }
    }

    private async Task<DatabaseAccess> AskAsync(CancellationToken cancellationToken)
    {
        var access = await ReadAccessAsync(cancellationToken);
        if (access.Status != DatabaseStatus.MayNotRead)
        {
            await schemas.RefreshAsync(cancellationToken);
        }

        if (access.Status == DatabaseStatus.ReadOnly)
        {
            // A session keeps the setting, or the standby, that it began with: the next check begins anew.
            database.Clear();
        }

        return access;
    }

    private async Task<DatabaseAccess> ReadAccessAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var state = new NpgsqlCommand("SELECT current_user, current_setting('transaction_read_only') = 'on'", connection);
        string user;
        bool isReadOnly;
        await using (var reader = await state.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            (user, isReadOnly) = (reader.GetString(0), reader.GetBoolean(1));
        }

        return DatabaseAccess.Of(user, isReadOnly, await ReadMissingAsync(connection, cancellationToken));
    }

    private static async Task<List<MissingRight>> ReadMissingAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var missing = new List<MissingRight>();
        var (tables, privileges) = (Needed.Select(needed => needed.Table).ToArray(), Needed.Select(needed => needed.Privilege).ToArray());
        var rights = connection.Command(Rights, tables, SqlCommands.Texts(privileges));
        await foreach (var row in rights.RowsAsync(cancellationToken))
        {
            missing.Add(new MissingRight(row.GetString(0), row.GetString(1)));
        }

        return missing;
    }
}
