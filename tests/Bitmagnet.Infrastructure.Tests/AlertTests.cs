using System.Text.Json;
using System.Text.RegularExpressions;
using Bitmagnet.Functions.Telemetry;
using Bitmagnet.Infrastructure.Tests.Bicep;

namespace Bitmagnet.Infrastructure.Tests;

/// <summary>The alerts read metrics that the code emits, by the names in the code.</summary>
public sealed partial class AlertTests(CompiledTemplate template)
{
    public static TheoryData<string, string[]> Watched() => new()
    {
        { "poison", [Instruments.LedgerJobs.Name, Instruments.PoisonMessages.Name] },
        { "oldest-job", [Instruments.LedgerAge.Name, Instruments.QueueAge.Name] },
        { "tmdb-unavailable", [Instruments.TmdbAvailable.Name] },
        { "unhealthy", [Instruments.Health.Name] },
        { "no-telemetry", [Instruments.Health.Name] },
    };

    [Theory]
    [MemberData(nameof(Watched))]
    public void Rule_OfAnAlert_ReadsTheInstrumentsOfItsSubject(string rule, string[] instruments) => Assert.Equal(
        instruments.Order(StringComparer.Ordinal),
        MetricNames.In(Query(rule)).Order(StringComparer.Ordinal));

    [Fact]
    public void Rules_InTemplate_AreTheFive() => Assert.Equal(
        Watched().Select(row => row.Data.Item1).Order(StringComparer.Ordinal),
        Rules().Select(rule => rule.GetProperty("name").GetString()).Order(StringComparer.Ordinal));

    [Fact]
    public void Rules_EveryTag_IsOneOfItsInstruments() => Assert.All(
        Rules().Select(rule => rule.GetProperty("query").GetString()!),
        query => Assert.Empty(MetricNames.UnknownTags(query)));

    [Fact]
    public void PoisonRule_Status_IsTheLedgersWordForFailed() =>
        Assert.Equal("failed", Status().Match(Query("poison")).Groups[1].Value);

    [Fact]
    public void Rules_Window_IsTheFifteenMinutesOfTheirDescriptions()
    {
        var rule = Assert.Single(template.OfType("Microsoft.Insights/scheduledQueryRules"));

        Assert.Equal("PT15M", rule["properties", "windowSize"]);
        Assert.Contains("15 minutes", Rules().Single(one => one.GetProperty("name").GetString() == "tmdb-unavailable").GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_InSnapshots_TellTheActionGroupAndReadTheWorkspace()
    {
        var full = Snapshot.Read("full");
        var rules = full.OfType("Microsoft.Insights/scheduledQueryRules");
        var group = Assert.Single(full.OfType("Microsoft.Insights/actionGroups"));
        var workspace = Assert.Single(full.OfType("Microsoft.OperationalInsights/workspaces"));

        Assert.Equal(5, rules.Count);
        Assert.All(rules, rule => Assert.Equal(group.Id, rule.Properties.GetProperty("actions").GetProperty("actionGroups")[0].GetString()));
        Assert.All(rules, rule => Assert.Equal(workspace.Id, rule.Properties.GetProperty("scopes")[0].GetString()));
        Assert.Equal("operator@example.org", group.Properties.GetProperty("emailReceivers")[0].GetProperty("emailAddress").GetString());
        Assert.Empty(Snapshot.Read("main").OfType("Microsoft.Insights/scheduledQueryRules"));
    }

    private IEnumerable<JsonElement> Rules() => template.Module("alerts").GetProperty("variables").GetProperty("rules").EnumerateArray();

    private string Query(string rule) => Rules().Single(one => one.GetProperty("name").GetString() == rule).GetProperty("query").GetString()!;

    [GeneratedRegex(""" == "(failed)"\)""")]
    private static partial Regex Status();
}
