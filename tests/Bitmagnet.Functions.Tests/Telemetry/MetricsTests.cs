using System.Text.RegularExpressions;
using Bitmagnet.Functions.Telemetry;

namespace Bitmagnet.Functions.Tests.Telemetry;

[Collection(AloneCollection.Name)]
public sealed partial class MetricsTests
{
    [Fact]
    public async Task AnswerAsync_AfterEverythingRan_ShowsEveryInstrumentAsWhatItIsAndTheDatabasesValues()
    {
        var scrape = await ScrapeBusySystemAsync();

        var types = Types().Matches(scrape).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        Assert.All(Instruments.All, instrument => Assert.Equal(
            PrometheusType(instrument), types.GetValueOrDefault(PrometheusName(instrument))));
        Assert.Empty(types.Keys.Except(Instruments.All.Select(PrometheusName)).Except(["target_info"]));

        Assert.Matches("""(?m)^bitmagnet_queue_jobs\{[^}]*queue="process_torrent",status="failed"\} 3\b""", scrape);
        Assert.Matches("""(?m)^bitmagnet_index_contents\{[^}]*state="attached"\} 1\b""", scrape);
        Assert.Matches("""(?m)^bitmagnet_index_enriched(\{[^}]*\})? 0.5\b""", scrape);
        Assert.Matches("""(?m)^bitmagnet_enrichment_paused(\{[^}]*\})? 1\b""", scrape);
        Assert.Matches("""(?m)^bitmagnet_health_findings\{[^}]*code="paused"\} 1\b""", scrape);
    }

    [Fact]
    public void Document_OfTheMetrics_ListsEveryInstrumentAsTheCodeDoes()
    {
        var document = Read("docs", "metrics.md");

        Assert.All(Instruments.All, instrument => Assert.Contains(Row(instrument), document, StringComparison.Ordinal));
        Assert.Equal(Instruments.All.Count, TableRows().Count(document));
    }

    [Fact]
    public void GrafanaBoard_EveryExpression_NamesAMetricOfTheListAndCountsOnlyCounters()
    {
        var board = System.Text.Json.JsonDocument.Parse(Read("docs", "grafana.json")).RootElement;
        var known = Instruments.All.ToDictionary(PrometheusName);

        var expressions = board.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.TryGetProperty("targets", out var targets) ? targets.EnumerateArray().ToArray() : [])
            .Select(target => target.GetProperty("expr").GetString()!).ToArray();
        Assert.NotEmpty(expressions);
        foreach (var expression in expressions)
        {
            foreach (Match name in Names().Matches(Labels().Replace(expression, "")))
            {
                var metric = name.Value.EndsWith("_bucket", StringComparison.Ordinal) || name.Value.EndsWith("_sum", StringComparison.Ordinal)
                    ? name.Value[..name.Value.LastIndexOf('_')]
                    : name.Value;
                Assert.True(known.TryGetValue(metric, out var instrument), $"{metric} in {expression}");
                var isCounted = Regex.IsMatch(expression, $@"(rate|increase)\({name.Value}");
                Assert.True(isCounted == (PrometheusType(instrument!) != "gauge"), $"{metric} in {expression}");
            }
        }

        Assert.Contains(expressions, expression => expression.Contains("oldest_age", StringComparison.Ordinal));
        Assert.Equal("DS_PROMETHEUS", board.GetProperty("__inputs")[0].GetProperty("name").GetString());
    }

    private static async Task<string> ScrapeBusySystemAsync()
    {
        await using var harness = await EnrichmentHarness.StartAsync(20, ("TMDB_RATE_LIMIT", "1ms"));
        await BusySystem.RunAsync(harness, Token);

        var answer = await harness.Get<MetricsEndpoint>().AnswerAsync(new DefaultHttpContext().Request, Token);
        var file = Assert.IsType<FileContentResult>(answer);
        Assert.StartsWith("text/plain", file.ContentType, StringComparison.Ordinal);
        return Encoding.UTF8.GetString(file.FileContents);
    }

    /// <summary>OpenTelemetry's rule for Prometheus names.</summary>
    private static string PrometheusName(InstrumentInfo instrument)
    {
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "{request}/min" => "_per_min",
            _ => "",
        };
        return instrument.Name.Replace('.', '_') + unit + (instrument.Kind == InstrumentKind.Counter ? "_total" : "");
    }

    private static string PrometheusType(InstrumentInfo instrument) =>
        instrument.Kind == InstrumentKind.UpDownCounter ? "gauge" : instrument.Kind.ToString().ToLowerInvariant();

    private static string Row(InstrumentInfo instrument) =>
        $"| `{instrument.Name}` | {instrument.Kind.ToString().ToLowerInvariant()} | {(instrument.Unit.Length == 0 ? "" : $"`{instrument.Unit}`")} | {instrument.Tags} | `{PrometheusName(instrument)}` | {(instrument.IsStable ? "stable" : "development")} | {instrument.Description} |";

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([NpmPackages.FindRoot(), .. path]));

    [GeneratedRegex(@"(?m)^# TYPE (\S+) (\S+)$")]
    private static partial Regex Types();

    [GeneratedRegex(@"(?m)^\| `(bitmagnet|tmdb)\.")]
    private static partial Regex TableRows();

    [GeneratedRegex(@"by \([^)]*\)|\{[^}]*\}")]
    private static partial Regex Labels();

    [GeneratedRegex(@"\b(bitmagnet|tmdb)_[a-z_]+\b")]
    private static partial Regex Names();
}
