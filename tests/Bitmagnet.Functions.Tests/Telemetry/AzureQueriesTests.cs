using System.Text.RegularExpressions;
using OpenTelemetry.Metrics;

namespace Bitmagnet.Functions.Tests.Telemetry;

/// <summary>
/// Checks every query of the alerts and the workbook against the telemetry of an application that has done everything once.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed partial class AzureQueriesTests
{
    [Fact]
    public async Task Queries_OfAlertsAndWorkbook_AskForWhatArrives()
    {
        var arrived = await ArrivedAsync();
        var queries = Queries();

        Assert.InRange(queries.Count, 20, 100);
        Assert.Empty(queries.SelectMany(query => Unknown(query, arrived)));

        // The same check on queries for something else.
        foreach (var (text, other) in (IEnumerable<(string, string)>)
            [
                ("\"tmdb.available\"", "\"tmdb.availability\""), ("\"bitmagnet.sweep.conflicts\"", "\"bitmagnet.sweep.conflict\""), ("[\"outcome\"]", "[\"result\"]"),
                ("[\"tmdb.source\"]", "[\"source\"]"), ("== \"failed\"", "== \"poisoned\""), ("AppMetrics", "AppTraces"),
            ])
        {
            var spoilt = queries.Where(query => query.Contains(text, StringComparison.Ordinal)).Select(query => query.Replace(text, other, StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(spoilt);
            Assert.All(spoilt, query => Assert.NotEmpty(Unknown(query, arrived)));
        }
    }

    /// <summary>No other file under infra/ has a query.</summary>
    [Fact]
    public void Queries_OfOtherFiles_AreThereNone() => Assert.Equal(
        ["alerts.bicep", "workbook.json"],
        Directory.EnumerateFiles(Infra(), "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".snapshot.json", StringComparison.Ordinal) && Pipeline().IsMatch(File.ReadAllText(file)))
            .Select(Path.GetFileName).Order());

    /// <summary>Names in a query that nothing emits: tables, metrics, properties, and values that a property is compared with.</summary>
    private static List<string> Unknown(string query, ILookup<string, Dictionary<string, string>> arrived)
    {
        var unknown = Tables().Matches(query).Select(match => match.Groups[1].Value).Where(table => table != "AppMetrics").ToList();
        var names = NameTests().Matches(query).SelectMany(match => Literals().Matches(match.Value)).Select(match => match.Groups[1].Value).ToList();
        unknown.AddRange(names.Count == 0 ? ["no metric"] : names.Where(name => !arrived.Contains(name)));
        var properties = names.SelectMany(name => arrived[name]).SelectMany(properties => properties).ToLookup(pair => pair.Key, pair => pair.Value);
        unknown.AddRange(PropertyReads().Matches(query).Select(match => match.Groups[1].Value).Where(property => !properties.Contains(property)));
        unknown.AddRange(PropertyTests().Matches(query)
            .Where(match => !properties[match.Groups[1].Value].Contains(match.Groups[2].Value))
            .Select(match => match.Value));
        return unknown;
    }

    /// <summary>The properties of each metric that arrives, by its name.</summary>
    private static async Task<ILookup<string, Dictionary<string, string>>> ArrivedAsync()
    {
        await using var ingestion = await InsightsIngestion.StartAsync();
        await using var harness = await EnrichmentHarness.StartAsync(
            20, ("TMDB_RATE_LIMIT", "1ms"), ("APPLICATIONINSIGHTS_CONNECTION_STRING", ingestion.ConnectionString));
        await BusySystem.RunAsync(harness, Token);
        harness.Get<MeterProvider>().ForceFlush(30_000); // always returns false, since the Prometheus reader waits for a request

        return ingestion.Items.Where(item => item.Type == "MetricData").ToLookup(
            item => item.Data.GetProperty("metrics")[0].GetProperty("name").GetString()!,
            item => item.Data.TryGetProperty("properties", out var properties)
                ? properties.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString()!)
                : []);
    }

    private static List<string> Queries()
    {
        var alerts = AlertQueries().Matches(File.ReadAllText(Path.Combine(Infra(), "modules", "alerts.bicep"))).Select(match => match.Groups[1].Value);
        var items = JsonDocument.Parse(File.ReadAllText(Path.Combine(Infra(), "workbook.json"))).RootElement.GetProperty("items").EnumerateArray();
        var charts = items.Where(item => item.GetProperty("type").GetInt32() == 3).Select(item => item.GetProperty("content").GetProperty("query").GetString()!);
        return [.. alerts, .. charts];
    }

    private static string Infra() => Path.Combine(NpmPackages.FindRoot(), "infra");

    [GeneratedRegex(@"(?m)^    query: '((?:[^'\\]|\\.)*)'$")]
    private static partial Regex AlertQueries();

    [GeneratedRegex(@"\|\s*(?:where|summarize|extend|project)\b")]
    private static partial Regex Pipeline();

    // A table comes first, in the query or in the parentheses of a union.
    [GeneratedRegex(@"(?:^|\()\s*([A-Za-z]+)\s*\|")]
    private static partial Regex Tables();

    [GeneratedRegex(@"\bName (?:== ""[^""]+""|in \([^)]*\))")]
    private static partial Regex NameTests();

    [GeneratedRegex(@"""([^""]+)""")]
    private static partial Regex Literals();

    [GeneratedRegex(@"Properties\[""([^""]+)""\]")]
    private static partial Regex PropertyReads();

    [GeneratedRegex(@"Properties\[""([^""]+)""\]\) == ""([^""]+)""")]
    private static partial Regex PropertyTests();
}
