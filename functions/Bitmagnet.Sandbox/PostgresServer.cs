using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Bitmagnet.Sandbox.Servers;
using Npgsql;

namespace Bitmagnet.Sandbox;

/// <summary>PostgreSQL on a free loopback port, with a superuser <c>postgres</c> and a random password.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly SandboxPart part;
    private readonly NpgsqlConnectionStringBuilder server;
    private readonly ConcurrentDictionary<int, Lazy<Task<string>>> templates = new();
    private readonly SemaphoreSlim creating = new(1, 1);
    private int databases;

    private PostgresServer(SandboxPart part, NpgsqlConnectionStringBuilder server) => (this.part, this.server) = (part, server);

    /// <summary>The loopback port.</summary>
    public int Port => server.Port;

    /// <summary>Starts PostgreSQL, on the folder's data if an earlier start left any.</summary>
    /// <exception cref="SandboxException">It cannot be started, or another run uses the folder.</exception>
    public static Task<PostgresServer> StartAsync(SandboxFolder folder, CancellationToken cancellationToken = default) =>
        StartAsync(folder, [], cancellationToken);

    /// <summary>Starts PostgreSQL with settings that override the sandbox's, such as <c>shared_buffers=1GB</c>.</summary>
    /// <exception cref="SandboxException">It cannot be started, or another run uses the folder.</exception>
    public static async Task<PostgresServer> StartAsync(
        SandboxFolder folder, IReadOnlyList<string> settings, CancellationToken cancellationToken = default)
    {
        var packages = await NpmPackages.EnsureAsync(cancellationToken);
        var part = new SandboxPart(folder, "postgres");
        try
        {
            var files = PostgresFiles.Prepare(packages, part.Path);
            SupervisedProcess.EndLeftover(PidFile(files), "postgres");
            var password = await InitialiseAsync(files, cancellationToken);
            for (var attempt = 1; ; attempt++)
            {
                var server = ConnectionTo(FreePort(), password);
                var order = Order(files, "postgres", ServerArguments(files, server.Port, settings));
                var process = part.Process = SupervisedProcess.Start(order);
                try
                {
                    await process.WaitUntilAsync(() => AnswersAsync(server, cancellationToken), cancellationToken);
                    return new PostgresServer(part, server);
                }
                catch (SandboxException exception) when (attempt < 5 && exception.Message.Contains("Address already in use", StringComparison.Ordinal))
                {
                    await process.DisposeAsync(); // another program took the port meanwhile
                }
            }
        }
        catch
        {
            await part.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Creates a new database of one of <see cref="BitmagnetSchema.Versions"/>, and returns its Npgsql connection string.
    /// </summary>
    public async Task<string> CreateDatabaseAsync(int schema = 20, CancellationToken cancellationToken = default)
    {
        var template = await TemplateAsync(schema);
        var name = string.Create(CultureInfo.InvariantCulture, $"bitmagnet_{schema}_{Interlocked.Increment(ref databases)}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}");
        await CreateAsync(name, template, cancellationToken);
        return ConnectionString(name);
    }

    /// <summary>Opens the database of this name. Creates it with bitmagnet's latest schema if there is none.</summary>
    /// <returns>Its Npgsql connection string.</returns>
    public async Task<string> OpenDatabaseAsync(string name, CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = name } } };
        if (await exists.ExecuteScalarAsync(cancellationToken) is null)
        {
            await CreateAsync(name, await TemplateAsync(BitmagnetSchema.Versions[^1]), cancellationToken);
        }

        return ConnectionString(name);
    }

    /// <summary>Stops PostgreSQL, and deletes its data where the folder is temporary.</summary>
    public async ValueTask DisposeAsync()
    {
        creating.Dispose();
        await part.DisposeAsync();
    }

    private string ConnectionString(string database) => new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = database, Pooling = true }.ConnectionString;

    private Task<string> TemplateAsync(int schema) =>
        templates.GetOrAdd(schema, version => new Lazy<Task<string>>(() => CreateTemplateAsync(version))).Value;

    private async Task<string> CreateTemplateAsync(int schema)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"template_{schema}");
        await ExecuteAsync(server.ConnectionString, $"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)", CancellationToken.None); // an unfinished database of an earlier start
        await CreateAsync(name, "template0", CancellationToken.None);
        await ExecuteAsync(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString, BitmagnetSchema.Sql(schema), CancellationToken.None);
        return name;
    }

    /// <summary>One at a time: PostgreSQL refuses to copy a template that another session uses.</summary>
    private async Task CreateAsync(string name, string template, CancellationToken cancellationToken)
    {
        await creating.WaitAsync(cancellationToken);
        try
        {
            await ExecuteAsync(server.ConnectionString, $"CREATE DATABASE \"{name}\" TEMPLATE \"{template}\"", cancellationToken);
        }
        finally
        {
            creating.Release();
        }
    }

    private static async Task ExecuteAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<string> InitialiseAsync(PostgresFiles files, CancellationToken cancellationToken)
    {
        var passwordFile = Path.Combine(files.Folder, "password");
        if (!File.Exists(Path.Combine(files.Data, "PG_VERSION")) || !File.Exists(passwordFile))
        {
            if (Directory.Exists(files.Data))
            {
                Directory.Delete(files.Data, recursive: true); // an unfinished initialisation
            }

            Directory.CreateDirectory(files.Data);
            var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            var pending = Path.Combine(files.Folder, "password.new");
            await File.WriteAllTextAsync(pending, password, cancellationToken);
            RestrictToOwner(pending);
            string[] arguments =
            [
                "--pgdata", files.Data, "--username", "postgres", "--pwfile", pending, "--auth", "scram-sha-256", "--encoding", "UTF8",
                "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--no-sync", "--no-data-checksums", "--no-instructions",
            ];
            await SupervisedProcess.RunAsync(Order(files, "initdb", arguments) with { Owned = [files.Data, pending] }, cancellationToken);
            File.Move(pending, passwordFile, overwrite: true);
        }

        return await File.ReadAllTextAsync(passwordFile, cancellationToken);
    }

    private static void RestrictToOwner(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    /// <summary>Nothing here needs to survive a power cut, so no write waits for the disk.</summary>
    private static string[] ServerArguments(PostgresFiles files, int port, IReadOnlyList<string> own)
    {
        string[] defaults =
        [
            "listen_addresses=127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"port={port}"), "unix_socket_directories=", "max_connections=200",
            "shared_buffers=64MB", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=256MB", "timezone=UTC", "log_timezone=UTC",
        ];
        return ["-D", files.Data, .. defaults.Concat(own).SelectMany(setting => new[] { "-c", setting })];
    }

    private static ProcessOrder Order(PostgresFiles files, string program, IReadOnlyList<string> arguments) =>
        new(files.Program(program), arguments, files.Folder, Path.Combine(files.Folder, $"{program}.log"), PidFile(files))
        {
            Uid = files.Uid,
            Environment = OperatingSystem.IsLinux() ? new Dictionary<string, string> { ["LD_LIBRARY_PATH"] = Path.Combine(files.Native, "lib") } : [],
        };

    private static string PidFile(PostgresFiles files) => Path.Combine(files.Folder, "postgres.pid");

    private static NpgsqlConnectionStringBuilder ConnectionTo(int port, string password) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        Username = "postgres",
        Password = password,
        Database = "postgres",
        Pooling = false,
    };

    private static async Task<bool> AnswersAsync(NpgsqlConnectionStringBuilder server, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(server.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false; // not up yet
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
