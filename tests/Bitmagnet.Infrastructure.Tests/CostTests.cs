using System.Data;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bitmagnet.Infrastructure.Tests.Bicep;
using Microsoft.Azure.Functions.Worker;
using NCrontab;

namespace Bitmagnet.Infrastructure.Tests;

/// <summary>The costs in docs/costs.md: every sum is right and starts from the template's values.</summary>
public sealed partial class CostTests(CompiledTemplate template)
{
    private static readonly string Document = RepositoryFiles.Read("docs", "costs.md");

    private static readonly Dictionary<string, string> Settings =
        JsonSerializer.Deserialize<Dictionary<string, string>>(RepositoryFiles.Read("infra", "settings.json"))!;

    public static TheoryData<string, string> Equations()
    {
        var data = new TheoryData<string, string>();
        foreach (Match equation in Equation().Matches(Document))
        {
            data.Add(equation.Groups[1].Value.Trim(), equation.Groups[2].Value);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Equations))]
    public void Equation_WorkedOutAgain_GivesWhatIsWritten(string left, string right)
    {
        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        var decimals = right.Contains('.', StringComparison.Ordinal) ? right.Length - right.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        var formula = Numbers().Replace(left.Replace("×", "*", StringComparison.Ordinal).Replace("−", "-", StringComparison.Ordinal),
            number => $"convert('{number.Value.Replace(",", "", StringComparison.Ordinal).Replace("$", "", StringComparison.Ordinal)}', 'System.Decimal')");

        var value = (decimal)table.Compute(formula, null);

        Assert.Equal(Number(right), Math.Round(value, decimals, MidpointRounding.AwayFromZero));
    }

    [Fact]
    public void Equations_OfAllColumnsAndVariants_AreThere() => Assert.InRange(Equations().Count, 50, 100);

    [Fact]
    public void TimerRuns_OfADay_AreThoseOfTheSchedules()
    {
        int[] runs = [.. Triggers.All<TimerTriggerAttribute>().Select(timer => timer.Schedule.Trim('%')).Where(Settings.ContainsKey).Select(Runs)];

        Assert.All(Row("timer runs a day"), cell => Assert.StartsWith(
            string.Join(" + ", runs.OrderDescending().Select(count => count.ToString("N0", CultureInfo.InvariantCulture))) + " =", cell, StringComparison.Ordinal));
    }

    [Fact]
    public void TimerRuns_OfAMonthWithoutWork_StayFarBelowTheFreeGrant() => Assert.InRange(
        Triggers.All<TimerTriggerAttribute>().Select(timer => timer.Schedule.Trim('%')).Where(Settings.ContainsKey).Sum(Runs) * 30, 1, 60_000);

    [Fact]
    public void Jobs_OfADay_AreOfTheTemplatesBatchSize() => Assert.All(
        Row("jobs a day"), cell => Assert.Contains($" / {Settings["ENRICHMENT_BATCH_SIZE"]} =", cell, StringComparison.Ordinal));

    [Fact]
    public void GigabyteSeconds_OfAMonth_AreOfTheVariantsInstances() => Assert.All(
        Row("GB-s a month").Zip((string[])["main", "main", "full"]),
        cell => Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"× {Memory(cell.Second) / 1024:0.#} × 30"), cell.First, StringComparison.Ordinal));

    [Theory]
    [InlineData("main")]
    [InlineData("full")]
    [InlineData("private")]
    public void Database_OfAVariant_HasAPriceAndAFigure(string variant)
    {
        var server = Snapshot.Read(variant).OfType("Microsoft.DBforPostgreSQL/flexibleServers").SingleOrDefault();
        if (variant == "main")
        {
            Assert.Null(server);
            return;
        }

        var size = server!.Json.GetProperty("sku").GetProperty("name").GetString();
        Assert.Contains($"| `{size}` with {server.Properties.GetProperty("storage").GetProperty("storageSizeGB")} GB (`{variant}`) |", Document, StringComparison.Ordinal);
    }

    [Fact]
    public void PrivateVariant_EndpointsAndZones_AreAsManyAsAreReckoned()
    {
        var snapshot = Snapshot.Read("private");

        Assert.Contains($"| {snapshot.OfType("Microsoft.Network/privateEndpoints").Count} × 730 × $0.01 =", Document, StringComparison.Ordinal);
        Assert.Contains($"| {snapshot.OfType("Microsoft.Network/privateDnsZones").Count} × $0.50 =", Document, StringComparison.Ordinal);
    }

    [Fact]
    public void Prices_InTheSums_EachHaveASourceAndADate()
    {
        var listed = string.Join('\n', Document.Split("## Prices")[1].Split("## What is assumed")[0].Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)));

        Assert.All(
            Equations().SelectMany(row => Price().Matches(row.Data.Item1).Select(match => match.Value)).Where(price => !IsASum(price)).Distinct(),
            price => Assert.Contains(price, listed, StringComparison.Ordinal));
        Assert.All(listed.Split('\n').Skip(2), line => Assert.Matches(@"\| .*[""].+[""].* \| .*20[0-9]{2}.* \|$", line));
    }

    [Fact]
    public void Alerts_ByTheirFrequency_AreThoseOfTheTemplate()
    {
        var every = template.Module("alerts").GetProperty("variables").GetProperty("rules").EnumerateArray()
            .CountBy(rule => rule.GetProperty("every").GetString()!).ToDictionary();

        Assert.All(Row("alert rules"), cell => Assert.StartsWith($"{every["PT5M"]} × $1.50 + {every["PT15M"]} × $0.50 =", cell, StringComparison.Ordinal));
    }

    [Fact]
    public void StorageRequests_InTheSums_AreTheMeasuredOnes()
    {
        var measured = Measured().Matches(Document).ToDictionary(
            match => match.Groups[1].Value, match => (Queues: match.Groups[2].Value, Tables: match.Groups[3].Value));
        Assert.Equal(6, measured.Count);

        Assert.All(Row("queue requests a month"), cell => Assert.Matches(
            $@"× {measured["a job of 100 torrents, fed and run"].Queues} \+ 1,440 × {measured["a snapshot"].Queues} "
            + $@"\+ 288 × {measured["a sweep of the own storage"].Queues} \+", cell));
        Assert.All(Row("table requests a month"), cell => Assert.Matches(
            $@"× {measured["a job of 100 torrents, fed and run"].Tables} \+ 1,440 × {measured["a feed that finds nothing to do"].Tables} "
            + $@"\+ 1,440 × {measured["a snapshot"].Tables} \+ 288 × {measured["a sweep of bitmagnet's queue"].Tables} \+ 288 × {measured["a sweep of the own storage"].Tables} \+", cell));

        var look = measured["a look at health for an address of `NOTIFY_URLS`"];
        Assert.Contains($"| 2,880 × 30 × ({look.Queues} × $0.004 + {look.Tables} × $0.00036) / 10,000 =", Document, StringComparison.Ordinal);
    }

    private static bool IsASum(string price) => Equations().Any(row => row.Data.Item2 == price);

    private static decimal Memory(string variant) => Assert.Single(Snapshot.Read(variant).OfType("Microsoft.Web/sites")).Properties
        .GetProperty("functionAppConfig").GetProperty("scaleAndConcurrency").GetProperty("instanceMemoryMB").GetDecimal();

    private static int Runs(string schedule)
    {
        var day = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        return CrontabSchedule.Parse(Settings[schedule], new CrontabSchedule.ParseOptions { IncludingSeconds = true })
            .GetNextOccurrences(day.AddSeconds(-1), day.AddDays(1)).Count();
    }

    /// <summary>The three cells of a row of the table.</summary>
    private static string[] Row(string label)
    {
        var line = Assert.Single(Document.Split('\n'), line => line.StartsWith($"| {label} |", StringComparison.Ordinal));
        return line.Split('|', StringSplitOptions.TrimEntries)[2..5];
    }

    private static decimal Number(string text) =>
        decimal.Parse(text.Replace("$", "", StringComparison.Ordinal), NumberStyles.Number, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?m)(?<=\| (?:\*\*)?)([($0-9][^|=*]*) = (\$?[0-9,]+(?:\.[0-9]+)?)")]
    private static partial Regex Equation();

    [GeneratedRegex(@"\$?[0-9][0-9,]*(?:\.[0-9]+)?")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\$[0-9.]+")]
    private static partial Regex Price();

    [GeneratedRegex(@"(?m)^\| (a [^|]+) \| ([0-9]+) \| ([0-9]+) \|$")]
    private static partial Regex Measured();
}
