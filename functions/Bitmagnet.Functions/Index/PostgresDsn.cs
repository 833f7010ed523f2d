using System.Text.RegularExpressions;
using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Index;

/// <summary>
/// Reads POSTGRES_DSN in each form that bitmagnet's users have: what bitmagnet itself takes (a <c>postgres://</c> URI or libpq
/// <c>key=value</c> pairs) and what .NET takes (an Npgsql string). Npgsql reads its own form alone, and <see cref="Uri"/> neither several hosts nor
/// a password with an unescaped '@': hence the two readers here, and libpq's options in <see cref="PostgresDsnOptions"/>. Messages name options,
/// never values.
/// </summary>
/// <param name="Builder">The connection.</param>
/// <param name="Ignored">Options that have no meaning here.</param>
internal sealed partial record PostgresDsn(NpgsqlConnectionStringBuilder Builder, IReadOnlyList<string> Ignored)
{
    /// <summary>Reads a DSN of any of the three forms.</summary>
    /// <exception cref="InvalidSettingsException">The text is none of these forms, or has an option or a value that is not allowed.</exception>
    public static PostgresDsn Parse(string dsn)
    {
        var read = dsn.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || dsn.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
            ? PostgresDsnOptions.Build(ReadUri(dsn[(dsn.IndexOf("://", StringComparison.Ordinal) + 3)..]))
            : TryReadPairs(dsn) is { } pairs ? PostgresDsnOptions.Build(pairs) : new PostgresDsn(ReadNpgsql(dsn), []);

        // Npgsql takes any positive number here, and fails when it connects.
        return read.Builder.Port <= ushort.MaxValue ? read : throw Problem("has a port that is not allowed");
    }

    /// <summary>What is wrong, and what is allowed.</summary>
    public static InvalidSettingsException Problem(string what) =>
        new([$"POSTGRES_DSN {what}; allowed: postgres://user:password@host:5432/database?sslmode=require, "
            + "host=… port=… dbname=… user=… password=…, or Host=…;Database=…;Username=…;Password=…."]);

    private static NpgsqlConnectionStringBuilder ReadNpgsql(string dsn)
    {
        const string Neither = "is neither a postgres:// URI, nor libpq key=value pairs, nor an Npgsql connection string";
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(dsn);

            // Npgsql takes broken libpq pairs, password included, for the name of a host, and names of hosts are shown.
            return builder.Host?.AsSpan().IndexOfAny(" \t=") >= 0 ? throw Problem(Neither) : builder;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidCastException)
        {
            // The inner message could repeat a part of the value.
            throw Problem(Neither);
        }
    }

    // An unescaped '@' in the query means that a password with an unescaped '?' was cut in two: no name there may be shown.
    private static List<PostgresDsnOption> ReadUri(string rest)
    {
        var options = new List<PostgresDsnOption>();
        var (main, query) = Cut(rest, rest.IndexOf('?', StringComparison.Ordinal));
        var (authority, database) = Cut(main, main.IndexOf('/', StringComparison.Ordinal));
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var (user, password) = Cut(authority[..at], authority.IndexOf(':', StringComparison.Ordinal) is var colon && colon < at ? colon : -1);
            Add("user", user);
            Add("password", password);
        }

        // host, host:port, [v6]:port, or several of them by commas; Npgsql keeps a port beside its host.
        var hosts = authority[(at + 1)..];
        var port = hosts.Contains(',', StringComparison.Ordinal) || hosts.EndsWith(']') ? -1 : hosts.LastIndexOf(':');
        Add("host", (port < 0 ? hosts : hosts[..port]) is var host && host.Contains(',', StringComparison.Ordinal) ? host : host.Trim('[', ']'));
        Add("port", port < 0 ? "" : hosts[(port + 1)..]);
        Add("dbname", database);
        foreach (var option in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = Cut(option, option.IndexOf('=', StringComparison.Ordinal));
            Add(Uri.UnescapeDataString(key), value, mayBeShown: !query.Contains('@', StringComparison.Ordinal));
        }

        return options;

        void Add(string key, string value, bool mayBeShown = true) => options.Add(new(key, Uri.UnescapeDataString(value), mayBeShown));
    }

    // Null where the text is no such list, or looks like an Npgsql string. After a password without quotes, a key may be a piece of it.
    private static List<PostgresDsnOption>? TryReadPairs(string text)
    {
        var options = new List<PostgresDsnOption>();
        var mayBeShown = true;
        var end = 0;
        foreach (Match pair in Pair().Matches(text))
        {
            var (key, quoted, plain) = (pair.Groups["key"].Value, pair.Groups["quoted"], pair.Groups["plain"]);
            if (pair.Index != end || (!quoted.Success && NpgsqlPart().IsMatch(plain.Value)) || (end == 0 && !PostgresDsnOptions.IsKnown(key)))
            {
                return null;
            }

            options.Add(new(key, Escaped().Replace(quoted.Success ? quoted.Value : plain.Value, "${character}"), mayBeShown));
            mayBeShown &= key != "password" || quoted.Success;
            end = pair.Index + pair.Length;
        }

        return end == text.Length ? options : null;
    }

    private static (string Before, string After) Cut(string text, int at) => at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);

    [GeneratedRegex(@"\G\s*(?<key>[A-Za-z_]+)\s*=\s*(?:'(?<quoted>(?:[^'\\]|\\.)*)'|(?<plain>(?:[^'\s\\]|\\.)(?:[^\s\\]|\\.)*|))(?=\s|$)\s*", RegexOptions.Singleline)]
    private static partial Regex Pair();

    [GeneratedRegex(@"\\(?<character>.)", RegexOptions.Singleline)]
    private static partial Regex Escaped();

    [GeneratedRegex("; *([A-Za-z][A-Za-z ]*=|$)")]
    private static partial Regex NpgsqlPart();
}

/// <summary>One option of a DSN; its name may not be shown where it may be a piece of a password.</summary>
internal sealed record PostgresDsnOption(string Key, string Value, bool MayBeShown);
