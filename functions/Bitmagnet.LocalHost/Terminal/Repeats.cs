using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Bitmagnet.LocalHost.Terminal;

/// <summary>Knows which lines were written lately: what fails again and again is said once, and after a while once more.</summary>
internal sealed partial class Repeats(TimeProvider clock)
{
    private const int Most = 1_000;
    private static readonly TimeSpan While = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, DateTimeOffset> written = new(StringComparer.Ordinal);

    /// <summary>Whether a line is not to be written, since one like it was.</summary>
    /// <param name="line">Its event and text.</param>
    /// <param name="isFault">In a warning or an error numbers do not count: times and tries differ, the fault does not.</param>
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
            written.Clear(); // At worst a line is written twice.
        }

        written[key] = now;
        return false;
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
