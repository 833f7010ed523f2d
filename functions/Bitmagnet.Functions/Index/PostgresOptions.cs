using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Index;

/// <summary>How to reach bitmagnet's database; bitmagnet's own names (bitmagnet contract §9).</summary>
public sealed record PostgresOptions
{
    /// <summary>A postgres:// URI, libpq <c>key=value</c> pairs, or an Npgsql string; overrides the other settings. Unset: not used.</summary>
    [Setting("POSTGRES_DSN", Secret = true)]
    public string? Dsn { get; init; }

    /// <summary>Server; a path is a folder of Unix sockets. Default localhost.</summary>
    [Setting("POSTGRES_HOST")]
    public string Host { get; init; } = "localhost";

    /// <summary>Port. Default 5432.</summary>
    [Setting("POSTGRES_PORT", Min = "1", Max = "65535")]
    public int Port { get; init; } = 5432;

    /// <summary>Database. Default bitmagnet.</summary>
    [Setting("POSTGRES_NAME")]
    public string Name { get; init; } = "bitmagnet";

    /// <summary>User; with Entra authentication the identity's name. Default postgres.</summary>
    [Setting("POSTGRES_USER")]
    public string User { get; init; } = "postgres";

    /// <summary>Password. Default empty: none.</summary>
    [Setting("POSTGRES_PASSWORD", Secret = true)]
    public string Password { get; init; } = "";

    /// <summary>How to log in: password, or entra for a token of the managed identity (TLS only). Default password.</summary>
    [Setting("POSTGRES_AUTH")]
    public PostgresAuth Auth { get; init; }

    /// <summary>
    /// TLS, in libpq's words, unless the DSN says: disable, allow, prefer, require, verify-ca, verify-full. Unset: verify-full to a host on the
    /// internet or with Entra authentication, else prefer.
    /// </summary>
    [Setting("POSTGRES_SSLMODE")]
    public string? SslMode { get; init; }

    /// <summary>Client id of a user-assigned identity, with <see cref="PostgresAuth.Entra"/>. Unset: the default credential chain.</summary>
    [Setting("POSTGRES_CLIENT_ID")]
    public string? ClientId { get; init; }

    /// <summary>Most connections this instance opens, unless the DSN says. Default 10.</summary>
    [Setting("POSTGRES_MAX_POOL_SIZE", Min = "1", Max = "100")]
    public int MaxPoolSize { get; init; } = 10;

    // The record's own text would show the password; the compiler's ToString calls this.
#pragma warning disable IDE0051
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(Dsn is null ? $"{User}@{Host}:{Port}/{Name}" : "POSTGRES_DSN");
        return true;
    }
#pragma warning restore IDE0051
}

/// <summary>How the database knows this application.</summary>
public enum PostgresAuth
{
    /// <summary>By the password given, or by none.</summary>
    Password,

    /// <summary>By an Entra ID token of the process's identity (Azure Database for PostgreSQL).</summary>
    Entra,
}
