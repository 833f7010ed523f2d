using System.Text;
using System.Text.RegularExpressions;
using Bitmagnet.Functions.Settings;
using Npgsql;

namespace Bitmagnet.Functions.Index;

/// <summary>
/// Reads POSTGRES_DSN in each form that bitmagnet's users have: what bitmagnet itself takes (a <c>postgres://</c> URI or libpq
/// <c>key=value</c> pairs) and what .NET takes (an Npgsql string). Messages name keys, never values.
/// </summary>
internal static partial class PostgresDsn
{
    /// <summary>libpq's (and pgx's) names by Npgsql's; null: has no meaning here and is passed over.</summary>
    private static readonly Dictionary<string, string?> LibpqKeys = new(StringComparer.Ordinal)
    {
        ["host"] = "Host",
        ["hostaddr"] = "Host",
        ["port"] = "Port",
        ["dbname"] = "Database",
        ["database"] = "Database",
        ["user"] = "Username",
        ["password"] = "Password",
        ["passfile"] = "Passfile",
        ["sslmode"] = "SSL Mode",
        ["sslnegotiation"] = "SSL Negotiation",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["sslrootcert"] = "Root Certificate",
        ["channel_binding"] = "Channel Binding",
        ["connect_timeout"] = "Timeout",
        ["application_name"] = "Application Name",
        ["client_encoding"] = "Client Encoding",
        ["options"] = "Options",
        ["target_session_attrs"] = "Target Session Attributes",
        ["search_path"] = "Search Path",
        ["TimeZone"] = "Timezone",
        ["timezone"] = "Timezone",
        ["keepalives_idle"] = "Tcp Keepalive Time",
        ["keepalives_interval"] = "Tcp Keepalive Interval",
        ["pool_max_conns"] = "Maximum Pool Size",
        ["pool_min_conns"] = "Minimum Pool Size",
        ["fallback_application_name"] = null,
        ["keepalives"] = null,
        ["gssencmode"] = null,
        ["default_query_exec_mode"] = null,
        ["statement_cache_capacity"] = null,
    };

    /// <summary>PostgreSQL's run-time parameters that people set for a client; pgx, and so bitmagnet, takes them as options too.</summary>
    private static readonly HashSet<string> RuntimeParameters =
    [
        "statement_timeout", "lock_timeout", "transaction_timeout", "idle_in_transaction_session_timeout", "idle_session_timeout", "work_mem",
        "temp_buffers", "synchronous_commit", "default_transaction_isolation", "default_transaction_read_only", "jit", "geqo",
        "max_parallel_workers_per_gather", "random_page_cost", "effective_cache_size", "extra_float_digits", "datestyle", "intervalstyle",
        "tcp_keepalives_idle", "tcp_keepalives_interval", "tcp_keepalives_count", "role", "log_statement",
    ];

    /// <summary>Reads a DSN of any of the three forms.</summary>
    /// <exception cref="InvalidSettingsException">It is none of them, or has an option that is not known.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string dsn)
    {
        var builder = dsn.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || dsn.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
            ? Build(ReadUri(dsn[(dsn.IndexOf("://", StringComparison.Ordinal) + 3)..]))
            : TryReadPairs(dsn) is { } pairs ? Build(pairs) : ReadNpgsql(dsn);

        // Npgsql takes any positive number here, and fails when it connects.
        return builder.Port <= ushort.MaxValue ? builder : throw Problem("has a port that is not allowed");
    }

    private static NpgsqlConnectionStringBuilder ReadNpgsql(string dsn)
    {
        const string Neither = "is neither a postgres:// URI, nor libpq key=value pairs, nor an Npgsql connection string";
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(dsn);

            // Broken libpq pairs: all of them would be the name of the host, the password too, and names of hosts are shown.
            return builder.Host?.AsSpan().IndexOfAny(" \t=") >= 0 ? throw Problem(Neither) : builder;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidCastException)
        {
            // The inner message could repeat a part of the value.
            throw Problem(Neither);
        }
    }

    private static NpgsqlConnectionStringBuilder Build(IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        var builder = new NpgsqlConnectionStringBuilder();
        foreach (var (key, value) in WithPortsAtTheirHosts(pairs))
        {
            if (key == "options" || RuntimeParameters.Contains(key))
            {
                builder.Options = $"{builder.Options} {(key == "options" ? value : $"-c {key}={Escape(value)}")}".Trim();
                continue;
            }

            if (!LibpqKeys.TryGetValue(key, out var name))
            {
                // Not named: behind an unquoted space, or an unescaped '?', it is a piece of the password.
                throw Problem($"has an option that is not known; those known are {string.Join(", ", LibpqKeys.Keys.Order(StringComparer.Ordinal))}");
            }

            if (name is null || value.Length == 0)
            {
                continue;
            }

            try
            {
                builder[name] = name is "SSL Mode" or "Channel Binding" or "SSL Negotiation" ? value.Replace("-", "", StringComparison.Ordinal) : value;
            }
            catch (Exception error) when (error is ArgumentException or FormatException or InvalidCastException or OverflowException)
            {
                throw Problem($"has a value for '{key}' that is not allowed");
            }
        }

        // libpq asks it of a single host too; Npgsql only chooses among several.
        if (builder.Host?.Contains(',', StringComparison.Ordinal) != true)
        {
            builder.Remove("Target Session Attributes");
        }

        return builder;
    }

    /// <summary>libpq lists ports beside hosts (<c>host=a,b port=1,2</c>); Npgsql writes each at its host.</summary>
    private static IEnumerable<KeyValuePair<string, string>> WithPortsAtTheirHosts(IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        var hosts = pairs.LastOrDefault(pair => pair.Key is "host" or "hostaddr").Value?.Split(',') ?? [];
        var ports = pairs.LastOrDefault(pair => pair.Key == "port").Value?.Split(',') ?? [];
        if (ports.Length < 2)
        {
            return pairs;
        }

        if (ports.Length != hosts.Length)
        {
            throw Problem("has another number of ports than of hosts");
        }

        return pairs
            .Where(pair => pair.Key is not ("host" or "hostaddr" or "port"))
            .Append(new("host", string.Join(',', hosts.Zip(ports, (host, port) => $"{host}:{port}"))));
    }

    private static string Escape(string option) =>
        option.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(" ", "\\ ", StringComparison.Ordinal);

    private static List<KeyValuePair<string, string>> ReadUri(string rest)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        void Add(string key, string value) => pairs.Add(new(key, Uri.UnescapeDataString(value)));

        var (main, query) = Cut(rest, rest.IndexOf('?', StringComparison.Ordinal));
        var (authority, database) = Cut(main, main.IndexOf('/', StringComparison.Ordinal));
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var (user, password) = Cut(authority[..at], authority.IndexOf(':', StringComparison.Ordinal) is var colon && colon < at ? colon : -1);
            Add("user", user);
            Add("password", password);
        }

        AddHosts(authority[(at + 1)..], Add);
        Add("dbname", database);
        foreach (var option in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = Cut(option, option.IndexOf('=', StringComparison.Ordinal));
            Add(Uri.UnescapeDataString(key), value);
        }

        return pairs;
    }

    /// <summary>host, host:port, [v6]:port, or several of them by commas; Npgsql keeps a port beside its host.</summary>
    private static void AddHosts(string hosts, Action<string, string> add)
    {
        if (hosts.Contains(',', StringComparison.Ordinal))
        {
            add("host", hosts);
            return;
        }

        var port = hosts.LastIndexOf(':');
        if (port < 0 || hosts.EndsWith(']'))
        {
            add("host", hosts.Trim('[', ']'));
            return;
        }

        add("host", hosts[..port].Trim('[', ']'));
        add("port", hosts[(port + 1)..]);
    }

    /// <summary>Reads <c>key=value key='a value'</c>, or null where the text is no such list or looks like an Npgsql string.</summary>
    private static List<KeyValuePair<string, string>>? TryReadPairs(string text)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        var position = 0;
        while (true)
        {
            while (position < text.Length && char.IsWhiteSpace(text[position]))
            {
                position++;
            }

            if (position == text.Length)
            {
                return pairs.Count == 0 ? null : pairs;
            }

            var equals = text.IndexOf('=', position);
            var key = equals < 0 ? "" : text[position..equals].Trim();
            if (!KeyPattern().IsMatch(key) || pairs.Count == 0 && !LibpqKeys.ContainsKey(key))
            {
                return null;
            }

            position = equals + 1;
            var isQuoted = text.AsSpan(position).TrimStart().StartsWith("'");
            if (ReadValue(text, ref position) is not { } value || !isQuoted && NpgsqlPart().IsMatch(value))
            {
                return null;
            }

            pairs.Add(new(key, value));
        }
    }

    private static string? ReadValue(string text, ref int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        var quoted = position < text.Length && text[position] == '\'';
        position += quoted ? 1 : 0;
        var value = new StringBuilder();
        for (; position < text.Length; position++)
        {
            if (quoted ? text[position] == '\'' : char.IsWhiteSpace(text[position]))
            {
                position++;
                return value.ToString();
            }

            if (text[position] == '\\' && position + 1 < text.Length)
            {
                position++;
            }

            value.Append(text[position]);
        }

        return quoted ? null : value.ToString();
    }

    private static (string Before, string After) Cut(string text, int at) => at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);

    private static InvalidSettingsException Problem(string what) =>
        new([$"POSTGRES_DSN {what}; allowed: postgres://user:password@host:5432/database?sslmode=require, "
            + "host=… port=… dbname=… user=… password=…, or Host=…;Database=…;Username=…;Password=…."]);

    [GeneratedRegex("^[A-Za-z_]+$")]
    private static partial Regex KeyPattern();

    [GeneratedRegex("; *([A-Za-z][A-Za-z ]*=|$)")]
    private static partial Regex NpgsqlPart();
}
