using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Storage;
using Bitmagnet.LocalHost.Progress;

namespace Bitmagnet.LocalHost.Terminal;

/// <summary>The storage's and the database's faults as they stand: each is said once with its remedy, and once more when it changes or ends.</summary>
internal sealed class Faults(TimeProvider clock)
{
    private readonly Dictionary<string, (Finding Finding, DateTimeOffset Since)> standing = [];
    private readonly Lock changing = new();

    /// <summary>Whether any stands.</summary>
    public bool Any
    {
        get
        {
            lock (changing)
            {
                return standing.Count > 0;
            }
        }
    }

    /// <summary>The fault that an exception is of; null where it concerns neither, or passes by itself, as a lock does.</summary>
    public static (string Part, Finding Finding)? Of(Exception? exception) => exception switch
    {
        null => null,
        _ when StorageFaults.IsOfTheStorage(exception) => ("Storage", PartFindings.OfStorage(exception)),
        _ when DatabaseFaults.IsOfTheDatabase(exception) && !DatabaseFaults.IsBusy(exception) => ("The database", PartFindings.OfDatabase(exception)),
        _ => Of(exception.InnerException),
    };

    /// <summary>The line for a fault that was met; null where it is said already.</summary>
    public string? Met(string part, Finding finding)
    {
        lock (changing)
        {
            return standing.TryAdd(part, (finding, clock.GetUtcNow())) ? $"{finding.Problem} {finding.Remedy}" : null;
        }
    }

    /// <summary>The lines for what has changed since, by a report on all parts.</summary>
    public IReadOnlyList<string> Seen(HealthReport report)
    {
        var lines = new List<string>();
        lock (changing)
        {
            foreach (var (part, (finding, since)) in standing.ToArray())
            {
                var now = report.Findings.FirstOrDefault(other => part == "Storage" ? IsOfTheStorage(other.Code) : PartFindings.IsOfTheProbe(other.Code));
                if (now is null)
                {
                    standing.Remove(part);
                    lines.Add($"{part} answers again, after {TimeLeft.Text(clock.GetUtcNow() - since)}.");
                }
                else if (now.Code != finding.Code)
                {
                    standing[part] = (now, since);
                    lines.Add($"{now.Problem} {now.Remedy}");
                }
            }
        }

        return lines;
    }

    private static bool IsOfTheStorage(string code) => code is "storage_unavailable" or "storage_api_version";
}
