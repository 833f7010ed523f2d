using System.Text.Json;
using Bitmagnet.Functions.Telemetry;
using Bitmagnet.Infrastructure.Tests.Bicep;

namespace Bitmagnet.Infrastructure.Tests;

/// <summary>The workbook's charts read metrics that the code emits.</summary>
public sealed class WorkbookTests
{
    // The workbook is a text inside the resource, with the workspace inserted.
    private static readonly JsonElement Content = JsonDocument.Parse(
        Assert.Single(Snapshot.Read("main").OfType("Microsoft.Insights/workbooks")).Properties.GetProperty("serializedData").GetString()!).RootElement;

    public static TheoryData<string> Charts() => [.. Queries().Keys];

    [Theory]
    [MemberData(nameof(Charts))]
    public void Chart_Query_ReadsKnownMetricsByTheirTags(string chart)
    {
        var query = Queries()[chart];

        var names = MetricNames.In(query);
        Assert.NotEmpty(names);
        Assert.Empty(names.Except(Instruments.All.Select(instrument => instrument.Name)));
        Assert.Empty(MetricNames.UnknownTags(query));
    }

    [Theory]
    [MemberData(nameof(Charts))]
    public void Chart_Sum_IsTakenOfCountersAlone(string chart)
    {
        var query = Queries()[chart];
        var kinds = Instruments.All.Where(instrument => MetricNames.In(query).Contains(instrument.Name)).Select(instrument => instrument.Kind).ToHashSet();

        Assert.Equal(kinds.Contains(InstrumentKind.Counter), query.Contains("sum(Sum)", StringComparison.Ordinal));
    }

    [Fact]
    public void Charts_OfTheDashboard_AreThere()
    {
        var read = Queries().Values.SelectMany(MetricNames.In).ToHashSet();

        Assert.All(
            [Instruments.QueueAge, Instruments.LedgerAge, Instruments.QueueJobs, Instruments.LedgerJobs, Instruments.Enriched, Instruments.TmdbAvailable,
                Instruments.TmdbRequests, Instruments.TmdbBudget, Instruments.SweepRows, Instruments.SweepChanges, Instruments.Findings],
            instrument => Assert.Contains(instrument.Name, read));
    }

    [Fact]
    public void Workbook_Parameters_AreThoseThatTheQueriesUse()
    {
        var parameters = Items().Where(item => item.GetProperty("type").GetInt32() == 9)
            .SelectMany(item => item.GetProperty("content").GetProperty("parameters").EnumerateArray())
            .Select(parameter => parameter.GetProperty("name").GetString());

        Assert.Equal(["TimeRange"], parameters);
        Assert.All(Charted(), chart => Assert.Equal("TimeRange", chart.GetProperty("content").GetProperty("timeContextFromParameter").GetString()));
        Assert.All(Queries().Values, query => Assert.DoesNotContain("{", query.Replace("{TimeRange:grain}", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public void Workbook_Resource_ReadsTheWorkspaceAndIsNamedByAGuid()
    {
        var snapshot = Snapshot.Read("main");
        var workspace = Assert.Single(snapshot.OfType("Microsoft.OperationalInsights/workspaces")).Id;
        var workbook = Assert.Single(snapshot.OfType("Microsoft.Insights/workbooks"));

        Assert.Equal(workspace, workbook.Properties.GetProperty("sourceId").GetString());
        Assert.Equal(workspace, Content.GetProperty("fallbackResourceIds")[0].GetString());
        Assert.True(Guid.TryParse(workbook.Name, out _));
    }

    private static IEnumerable<JsonElement> Items() => Content.GetProperty("items").EnumerateArray();

    private static IEnumerable<JsonElement> Charted() => Items().Where(item => item.GetProperty("type").GetInt32() == 3);

    private static Dictionary<string, string> Queries() => Charted().ToDictionary(
        item => item.GetProperty("name").GetString()!,
        item => item.GetProperty("content").GetProperty("query").GetString()!);
}
