using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Bitmagnet.LocalHost.Terminal;

/// <summary>Remembers the lines written lately, so that a repeated failure is reported once in a while.</summary>
internal sealed partial class Repeats(TimeProvider clock)
{
    private const int Most = 1_000;
    private static readonly TimeSpan While = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, DateTimeOffset> written = new(StringComparer.Ordinal);

    /// <summary>Whether to omit a line because a similar one was written lately.</summary>
    /// <param name="line">The line's event and text.</param>
    /// <param name="isFault">Ignores numbers in warnings and errors: times and tries differ, but the fault is the same.</param>
    public bool Has(string line, bool isFault)
    {
        var key = isFault ? Number().Replace(line, "#") : line;
        var now = clock.GetUtcNow();
        if (written.TryGetValue(key, out var at) && now - at < While)
        {
            return true;
        }

        if (written.Count >= Most)
        {
            written.Clear(); // At worst this repeats a line.
        }

        written[key] = now;
        return false;
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
