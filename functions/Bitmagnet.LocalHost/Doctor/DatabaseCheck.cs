using System.Globalization;
using System.Net.Sockets;
using Bitmagnet.Functions.Explaining;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Settings;
using Bitmagnet.LocalHost.Startup;
using Npgsql;

namespace Bitmagnet.LocalHost.Doctor;

/// <summary>Checks bitmagnet's database: connection, login, TLS, schema and each right; its clock; and whether bitmagnet itself calls TMDB. Writes nothing.</summary>
internal static class DatabaseCheck
{
    private const string Part = "database";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="InvalidSettingsException">A setting is not allowed; SettingsCheck reports it.</exception>
    public static async Task<IReadOnlyList<Diagnosis>> LookAsync(IConfiguration settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!ExplainServices.IsPostgresSet(settings))
        {
            return
            [
                MissingParts.HasSandbox
                    ? new Diagnosis(Part, Verdict.Ok, "No POSTGRES_ setting is set: run starts a PostgreSQL of its own with sample torrents.")
                    : new Diagnosis(Part, Verdict.Look, "No POSTGRES_ setting is set: postgres@localhost:5432/bitmagnet is used.", "Set POSTGRES_DSN, or POSTGRES_HOST, _USER and _PASSWORD."),
            ];
        }

        var connection = PostgresConnection.Read(SettingsReader.Read<PostgresOptions>(settings));
        await using var database = connection.CreateDataSource();
        var (isEncrypted, offset, problem) = await ConnectAsync(connection, database, clock, cancellationToken);
        if (problem is not null)
        {
            return [problem];
        }

        var schemas = new IndexSchemaSource(database);
        var access = await new DatabaseProbe(database, schemas, TimeProvider.System).CheckAsync(cancellationToken);
        var found = new List<Diagnosis> { ClockCheck.Of("PostgreSQL", offset) };
        if (!access.IsUsable)
        {
            return [new Diagnosis(Part, access.Status == DatabaseStatus.NotMigrated ? Verdict.Look : Verdict.Wrong, $"{connection}: {access.Problem}", access.Remedy), .. found];
        }

        var version = (await schemas.GetAsync(cancellationToken)).Version;
        found.Insert(0, new Diagnosis(
            Part, Verdict.Ok, $"{connection}: reached {(isEncrypted ? "with" : "without")} TLS, schema {version.ToString(CultureInfo.InvariantCulture)}, every right is granted."));
        if (!await MayHintAsync(database, cancellationToken))
        {
            found.Add(new Diagnosis(
                Part, Verdict.Look, "The user may not write torrent_hints: a person's corrections of matches are refused.",
                "Run as the owner of bitmagnet's tables: GRANT INSERT, UPDATE, DELETE ON torrent_hints TO the user; deploy/postgres/role.sql has it."));
        }

        found.Add(await BitmagnetCheck.LookAsync(database, cancellationToken));
        return found;
    }

    private static async Task<(bool IsEncrypted, TimeSpan Offset, Diagnosis? Problem)> ConnectAsync(
        PostgresConnection connection, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            // On a separate thread and with a deadline, since a connecting driver may ignore the token.
            var (isEncrypted, now) = await Task.Run(() => AskAsync(database, deadline.Token), cancellationToken).WaitAsync(Patience, cancellationToken);
            return (isEncrypted, clock.GetUtcNow() - now, null);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested
            && (DatabaseFaults.IsOfTheDatabase(e) || e is TimeoutException or OperationCanceledException or SocketException))
        {
            var (why, remedy) = Explain(e, DatabaseAccess.Of(e));
            return (false, default, new Diagnosis(Part, Verdict.Wrong, $"{connection}: {why}.", remedy));
        }
    }

    private static async Task<(bool IsEncrypted, DateTimeOffset Now)> AskAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false), clock_timestamp()");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetBoolean(0), reader.GetFieldValue<DateTimeOffset>(1));
    }

    private static (string Why, string Remedy) Explain(Exception e, DatabaseAccess access) => e switch
    {
        PostgresException => (access.Problem.TrimEnd('.'), access.Remedy),
        _ when Socket(e) is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => (
            "the server's name does not resolve", "Correct POSTGRES_HOST or the DSN's host; in a container it is the name of the database's service."),
        _ when Socket(e) is SocketError.ConnectionRefused => (
            "nothing listens at that address and port",
            "Start PostgreSQL, and check POSTGRES_HOST and POSTGRES_PORT or the DSN; in a container localhost is the container itself."),
        TimeoutException or OperationCanceledException or NpgsqlException { InnerException: TimeoutException } => (
            "the server does not answer in time", "Check the address, and the firewall between."),
        _ when HasNoTls(e) => (
            "the server offers no TLS, which sslmode asks for", "Turn ssl on at the server, or set POSTGRES_SSLMODE=prefer where the way to it is trusted."),
        NpgsqlException { InnerException: System.Security.Authentication.AuthenticationException } => (
            DatabaseFaults.Describe(e), "Give the server a certificate of its name, or set POSTGRES_SSLMODE=require where the way to it is trusted."),
        _ => (DatabaseFaults.Describe(e), "Check the address, and the firewall between."),
    };

    // Npgsql gives this error neither a type nor a code.
    private static bool HasNoTls(Exception e) => e is NpgsqlException { InnerException: null } and not PostgresException && e.Message.Contains("SSL", StringComparison.Ordinal);

    private static SocketError? Socket(Exception? e) => e switch
    {
        null => null,
        SocketException socket => socket.SocketErrorCode,
        _ => Socket(e.InnerException),
    };

    private static async Task<bool> MayHintAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT bool_and(has_table_privilege('torrent_hints', privilege)) FROM unnest(ARRAY['INSERT', 'UPDATE', 'DELETE']) AS needed (privilege)");
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
