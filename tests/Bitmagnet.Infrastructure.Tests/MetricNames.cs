using System.Text.RegularExpressions;
using Bitmagnet.Functions.Telemetry;

namespace Bitmagnet.Infrastructure.Tests;

/// <summary>The metrics and their tags in a KQL query.</summary>
internal static partial class MetricNames
{
    /// <summary>The metrics that a query reads.</summary>
    public static string[] In(string query) => [.. Metric().Matches(query).Select(match => match.Groups[1].Value).Distinct()];

    /// <summary>Tags that no metric of the query has.</summary>
    public static string[] UnknownTags(string query)
    {
        var known = Instruments.All
            .Where(instrument => In(query).Contains(instrument.Name))
            .SelectMany(instrument => instrument.Tags.Split(", "));
        return [.. Tag().Matches(query).Select(match => match.Groups[1].Value).Except(known)];
    }

    [GeneratedRegex(@"(?<!Properties\[)""((?:bitmagnet|tmdb)\.[a-z_.]+)""")]
    private static partial Regex Metric();

    [GeneratedRegex(@"Properties\[""([^""]+)""\]")]
    private static partial Regex Tag();
}
