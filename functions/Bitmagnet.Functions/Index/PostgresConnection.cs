using Azure.Core;
using Azure.Identity;
using Bitmagnet.Functions.Settings;
using Npgsql;

namespace Bitmagnet.Functions.Index;

/// <summary>The connection to bitmagnet's database, from the settings that bitmagnet itself reads.</summary>
public sealed class PostgresConnection
{
    private const string EntraScope = "https://ossrdbms-aad.database.windows.net/.default";

    private readonly NpgsqlConnectionStringBuilder builder;
    private readonly PostgresOptions options;

    private PostgresConnection(NpgsqlConnectionStringBuilder builder, PostgresOptions options)
    {
        this.builder = builder;
        this.options = options;
    }

    /// <summary>For Npgsql; holds the password, so it is never to be shown.</summary>
    public string ConnectionString => builder.ConnectionString;

    /// <summary>Turns the settings into a connection. Does no I/O.</summary>
    /// <exception cref="InvalidSettingsException">POSTGRES_DSN cannot be read.</exception>
    public static PostgresConnection Read(PostgresOptions options)
    {
        var builder = string.IsNullOrWhiteSpace(options.Dsn)
            ? new NpgsqlConnectionStringBuilder
            {
                Host = options.Host,
                Port = options.Port,
                Database = options.Name,
                Username = options.User,
                Password = options.Password.Length == 0 ? null : options.Password,
            }
            : PostgresDsn.Parse(options.Dsn.Trim());
        builder.Host = string.IsNullOrEmpty(builder.Host) ? "localhost" : builder.Host;
        builder.ApplicationName ??= "bitmagnet-functions";
        if (!builder.ContainsKey("Maximum Pool Size"))
        {
            builder.MaxPoolSize = Math.Max(options.MaxPoolSize, builder.MinPoolSize);
        }

        // An error's detail repeats row values; those belong in no log.
        builder.IncludeErrorDetail = false;
        builder.PersistSecurityInfo = false;
        if (options.Auth == PostgresAuth.Entra)
        {
            builder.Password = null;
        }

        return new PostgresConnection(builder, options);
    }

    /// <summary>A pool of connections. Opens none; with Entra authentication it starts to fetch tokens.</summary>
    public NpgsqlDataSource CreateDataSource(ILoggerFactory? loggers = null)
    {
        var source = new NpgsqlDataSourceBuilder(builder.ConnectionString);
        source.UseLoggerFactory(loggers);
        if (options.Auth == PostgresAuth.Entra)
        {
            TokenCredential credential = options.ClientId is { Length: > 0 } clientId
                ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId))
                : new DefaultAzureCredential();
            source.UsePeriodicPasswordProvider(
                async (_, cancellationToken) => (await credential.GetTokenAsync(new TokenRequestContext([EntraScope]), cancellationToken)).Token,
                successRefreshInterval: TimeSpan.FromMinutes(30),
                failureRefreshInterval: TimeSpan.FromSeconds(10));
        }

        return source.Build();
    }

    /// <summary>Who connects where, for people: never a password.</summary>
    public override string ToString() => $"{builder.Username}@{builder.Host}:{builder.Port}/{builder.Database ?? builder.Username}";
}
