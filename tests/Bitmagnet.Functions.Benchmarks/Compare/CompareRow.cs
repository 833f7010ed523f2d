using System.Globalization;

namespace Bitmagnet.Functions.Benchmarks.Compare;

/// <summary>The cost and the result of one side in one scenario.</summary>
/// <param name="Elapsed">From the start of its process to its end.</param>
/// <param name="FirstRequest">From the start of its process to its first request to TMDB.</param>
/// <param name="Requests">Requests that arrived at TMDB.</param>
/// <param name="Attached">Torrents with a title.</param>
/// <param name="Wrong">Torrents with a wrong title.</param>
/// <param name="Searchable">Torrents with a row, which bitmagnet's search finds.</param>
/// <param name="Meter">Processor time and memory.</param>
internal sealed record CompareRow(TimeSpan Elapsed, TimeSpan FirstRequest, long Requests, long Attached, long Wrong, long Searchable, ProcessMeter Meter)
{
    /// <summary>The table's header.</summary>
    public const string Head =
        """
        | TMDB | | time | first request | requests | attached | wrong | searchable | the side itself | PostgreSQL | storage |
        | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
        """;

    /// <summary>A row of the table.</summary>
    public string Line(Scenario scenario, Side side) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {scenario.Name} | {side.Name} | {Elapsed.TotalSeconds:0} s | {FirstRequest.TotalSeconds:0.0} s | {Requests:N0} | {Attached:N0} | {Wrong:N0} | {Searchable:N0} | {Of(Meter.Side)} | {Of(Meter.Postgres)} | {Of(Meter.Storage)} |");

    private static string Of((double Seconds, double Megabytes) use) => string.Create(CultureInfo.InvariantCulture, $"{use.Seconds:0.0} s, {use.Megabytes:0} MB");
}
