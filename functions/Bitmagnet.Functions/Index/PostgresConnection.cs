using Azure.Core;
using Azure.Identity;
using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Index;

/// <summary>The connection to bitmagnet's database, from the settings that bitmagnet itself reads.</summary>
public sealed class PostgresConnection
{
    private const string EntraScope = "https://ossrdbms-aad.database.windows.net/.default";

    // The credential keeps a token, and renews it when less than five minutes are left: asked more often than that, it never hands out a token
    // that expires before the next call.
    private static readonly TimeSpan TokenRefresh = TimeSpan.FromMinutes(4);

    /// <summary>How long a connection may take to open, or to come free, where the DSN does not say. Npgsql gives each address of a name an equal share.</summary>
    internal static readonly TimeSpan LongestOpening = TimeSpan.FromSeconds(8);

    private readonly NpgsqlConnectionStringBuilder builder;
    private readonly PostgresOptions options;
    private readonly IReadOnlyList<string> ignored;

    private PostgresConnection(NpgsqlConnectionStringBuilder builder, PostgresOptions options, IReadOnlyList<string> ignored) =>
        (this.builder, this.options, this.ignored) = (builder, options, ignored);

    /// <summary>For Npgsql. It holds the password: never show it.</summary>
    public string ConnectionString => builder.ConnectionString;

    /// <summary>Turns the settings into a connection. Does no I/O.</summary>
    /// <exception cref="InvalidSettingsException">POSTGRES_DSN or POSTGRES_SSLMODE cannot be read, or would send a token without TLS.</exception>
    public static PostgresConnection Read(PostgresOptions options)
    {
        var (builder, ignored) = string.IsNullOrWhiteSpace(options.Dsn)
            ? new PostgresDsn(
                new NpgsqlConnectionStringBuilder
                {
                    Host = options.Host,
                    Port = options.Port,
                    Database = options.Name,
                    Username = options.User,
                    Password = options.Password.Length == 0 ? null : options.Password,
                },
                [])
            : PostgresDsn.Parse(options.Dsn.Trim());
        builder.Host = string.IsNullOrEmpty(builder.Host) ? "localhost" : builder.Host;
        builder.ApplicationName ??= "bitmagnet-functions";
        if (!Says(builder, "Maximum Pool Size"))
        {
            builder.MaxPoolSize = Math.Max(options.MaxPoolSize, builder.MinPoolSize);
        }

        if (!Says(builder, "Timeout"))
        {
            builder.Timeout = (int)LongestOpening.TotalSeconds;
        }

        // An error's detail repeats row values; those belong in no log.
        builder.IncludeErrorDetail = false;
        builder.PersistSecurityInfo = false;
        if (!Says(builder, "SSL Mode") && !string.IsNullOrWhiteSpace(options.SslMode))
        {
            builder.SslMode = DatabaseTls.Parse(options.SslMode.Trim());
        }

        if (options.Auth == PostgresAuth.Entra)
        {
            builder.Password = null;
            Protect(builder);
        }
        else if (!Says(builder, "SSL Mode"))
        {
            builder.SslMode = DatabaseTls.DefaultFor(builder.Host);
        }

        try
        {
            using var probe = new NpgsqlDataSourceBuilder(builder.ConnectionString).Build();
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw new InvalidSettingsException(["POSTGRES_DSN, or POSTGRES_HOST, _PORT, _NAME and _USER, have options that exclude each other; "
                + "allowed: those of Npgsql's connection strings."]);
        }

        return new PostgresConnection(builder, options, ignored);
    }

    /// <summary>A pool of connections. Opens none; with Entra authentication it starts to fetch tokens.</summary>
    public NpgsqlDataSource CreateDataSource(ILoggerFactory? loggers = null) => CreateDataSource(loggers, Credential, TokenRefresh);

    internal NpgsqlDataSource CreateDataSource(ILoggerFactory? loggers, Func<TokenCredential> credential, TimeSpan refresh)
    {
        var source = new NpgsqlSlimDataSourceBuilder(builder.ConnectionString); // the other registers types that bitmagnet's tables lack
        source.EnableTransportSecurity();
        source.EnableIntegratedSecurity();
        source.EnableArrays();
        source.EnableJsonTypes();
        source.UseLoggerFactory(loggers);
        if (ignored.Count > 0 && loggers is not null)
        {
            Log.OptionsIgnored(loggers.CreateLogger<PostgresConnection>(), string.Join(", ", ignored));
        }

        if (options.Auth == PostgresAuth.Entra)
        {
            var identity = credential();
            source.UsePeriodicPasswordProvider(
                async (_, cancellationToken) => (await identity.GetTokenAsync(new TokenRequestContext([EntraScope]), cancellationToken)).Token,
                successRefreshInterval: refresh,
                failureRefreshInterval: TimeSpan.FromSeconds(10));
        }

        return source.Build();
    }

    // A token opens the database as a password does: it is sent over TLS only, and by default only to a verified server.
    private static void Protect(NpgsqlConnectionStringBuilder builder)
    {
        if (!Says(builder, "SSL Mode"))
        {
            builder.SslMode = SslMode.VerifyFull;
        }
        else if (builder.SslMode < SslMode.Require)
        {
            throw new InvalidSettingsException(
                ["POSTGRES_DSN or POSTGRES_SSLMODE has an sslmode that may send the token in clear; allowed with POSTGRES_AUTH=entra: require, verify-ca, verify-full."]);
        }
    }

    // ContainsKey answers whether Npgsql knows the key, not whether the DSN has it.
    private static bool Says(NpgsqlConnectionStringBuilder builder, string key) => builder.Keys.Any(given => given == key);

    private TokenCredential Credential() => options.ClientId is { Length: > 0 } clientId
        ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId))
        : new DefaultAzureCredential();

    /// <summary>Who connects where, for people: never a password.</summary>
    public override string ToString() => $"{builder.Username}@{builder.Host}:{builder.Port}/{builder.Database ?? builder.Username}";
}
