using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Index;

/// <summary>The options of libpq and of bitmagnet's pgxpool, as Npgsql has them.</summary>
internal static class PostgresDsnOptions
{
    private const string Lifetime = "pool_max_conn_lifetime";
    private const string IdleLifetime = "pool_max_conn_idle_time";

    /// <summary>Npgsql knows these by the same name, with spaces.</summary>
    private static readonly HashSet<string> Same =
    [
        "host", "port", "database", "password", "passfile", "sslmode", "sslnegotiation", "sslkey", "sslpassword", "channel_binding",
        "require_auth", "application_name", "client_encoding", "options", "search_path", "TimeZone", "timezone",
    ];

    /// <summary>Npgsql's name of the others.</summary>
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["hostaddr"] = "Host",
        ["dbname"] = "Database",
        ["user"] = "Username",
        ["sslcert"] = "SSL Certificate",
        ["sslrootcert"] = "Root Certificate",
        ["gssencmode"] = "GSS Encryption Mode",
        ["krbsrvname"] = "Kerberos Service Name",
        ["connect_timeout"] = "Timeout",
        ["target_session_attrs"] = "Target Session Attributes",
        ["keepalives_idle"] = "Tcp Keepalive Time",
        ["keepalives_interval"] = "Tcp Keepalive Interval",
        ["pool_max_conns"] = "Maximum Pool Size",
        ["pool_min_conns"] = "Minimum Pool Size",
        [Lifetime] = "Connection Lifetime",
        [IdleLifetime] = "Connection Idle Lifetime",
    };

    /// <summary>Ignored with a line in the log: Npgsql does not need them, or does it in its own way.</summary>
    private static readonly HashSet<string> PassedOver =
    [
        "pool_health_check_period", "pool_min_idle_conns", "pool_max_conn_lifetime_jitter", "fallback_application_name", "keepalives", "keepalives_count",
        "tcp_user_timeout", "default_query_exec_mode", "statement_cache_capacity", "description_cache_capacity", "load_balance_hosts", "sslcompression",
        "sslsni", "ssl_min_protocol_version", "ssl_max_protocol_version", "min_protocol_version", "max_protocol_version", "gsslib", "gssdelegation", "sslcertmode",
    ];

    /// <summary>PostgreSQL's run-time parameters that people set for a client; pgx, and so bitmagnet, takes them as options too.</summary>
    private static readonly HashSet<string> RuntimeParameters =
    [
        "statement_timeout", "lock_timeout", "transaction_timeout", "idle_in_transaction_session_timeout", "idle_session_timeout", "work_mem",
        "temp_buffers", "synchronous_commit", "default_transaction_isolation", "default_transaction_read_only", "jit", "geqo",
        "max_parallel_workers_per_gather", "random_page_cost", "effective_cache_size", "extra_float_digits", "datestyle", "intervalstyle",
        "tcp_keepalives_idle", "tcp_keepalives_interval", "tcp_keepalives_count", "role", "log_statement",
    ];

    private static IEnumerable<string> Known => Same.Concat(Renamed.Keys).Concat(PassedOver);

    /// <summary>True for an option's name.</summary>
    public static bool IsKnown(string key) => Known.Contains(key);

    /// <summary>Puts the options together.</summary>
    /// <exception cref="InvalidSettingsException">One is not known, or has a value that is not allowed.</exception>
    public static PostgresDsn Build(IReadOnlyList<PostgresDsnOption> options)
    {
        var builder = new NpgsqlConnectionStringBuilder();
        var ignored = new List<string>();
        foreach (var (key, value, mayBeShown) in WithPortsAtTheirHosts(options))
        {
            if (key == "options" || RuntimeParameters.Contains(key))
            {
                builder.Options = $"{builder.Options} {(key == "options" ? value : $"-c {key}={Escape(value)}")}".Trim();
            }
            else if (PassedOver.Contains(key))
            {
                ignored.Add(key);
            }
            else if (!IsKnown(key))
            {
                throw PostgresDsn.Problem((mayBeShown ? $"has the option '{key}', which is not known" : "has an option that is not known (not named, since it may be a piece of the password)")
                    + $"; known are {string.Join(", ", Known.Order(StringComparer.Ordinal))} and parameters of the server");
            }
            else if (value.Length > 0)
            {
                Set(builder, key, value);
            }
        }

        // libpq asks it of a single host too; Npgsql only chooses among several.
        if (builder.Host?.Contains(',', StringComparison.Ordinal) != true)
        {
            builder.Remove("Target Session Attributes");
        }

        return new PostgresDsn(builder, ignored);
    }

    private static void Set(NpgsqlConnectionStringBuilder builder, string key, string value)
    {
        try
        {
            builder[Renamed.GetValueOrDefault(key) ?? key.Replace('_', ' ')] = key switch
            {
                "sslmode" or "channel_binding" or "sslnegotiation" => value.Replace("-", "", StringComparison.Ordinal),
                Lifetime => Seconds(value, least: 1),
                IdleLifetime => Seconds(value, least: builder.ConnectionPruningInterval),
                _ => value,
            };
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            throw PostgresDsn.Problem($"has a value for '{key}' that is not allowed");
        }
    }

    // pgx writes Go durations. Npgsql takes whole seconds, 0 for no end, and no idle time below the pause between its looks at the pool.
    private static string Seconds(string value, int least) => GoDuration.TryParse(value, out var time)
        ? (time == TimeSpan.Zero ? 0 : Math.Clamp((long)time.TotalSeconds, least, int.MaxValue)).ToString(CultureInfo.InvariantCulture)
        : throw new FormatException();

    /// <summary>libpq lists ports beside hosts (<c>host=a,b port=1,2</c>); Npgsql writes each at its host.</summary>
    private static IEnumerable<PostgresDsnOption> WithPortsAtTheirHosts(IReadOnlyList<PostgresDsnOption> options)
    {
        var hosts = options.LastOrDefault(option => option.Key is "host" or "hostaddr")?.Value.Split(',') ?? [];
        var ports = options.LastOrDefault(option => option.Key == "port")?.Value.Split(',') ?? [];
        if (ports.Length < 2)
        {
            return options;
        }

        if (ports.Length != hosts.Length)
        {
            throw PostgresDsn.Problem("has another number of ports than of hosts");
        }

        return options
            .Where(option => option.Key is not ("host" or "hostaddr" or "port"))
            .Append(new("host", string.Join(',', hosts.Zip(ports, (host, port) => $"{host}:{port}")), MayBeShown: true));
    }

    private static string Escape(string option) =>
        option.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(" ", "\\ ", StringComparison.Ordinal);
}
