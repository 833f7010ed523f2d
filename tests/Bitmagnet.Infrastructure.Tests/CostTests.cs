using System.Data;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bitmagnet.Infrastructure.Tests.Bicep;
using NCrontab;

namespace Bitmagnet.Infrastructure.Tests;

/// <summary>The costs in docs/deploy.md: every sum is right, and starts from the template's own values.</summary>
public sealed partial class CostTests(CompiledTemplate template)
{
    private static readonly string Document = RepositoryFiles.Read("docs", "deploy.md");

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
    public void Equations_OfBothColumns_AreThere() => Assert.InRange(Equations().Count, 25, 100);

    [Fact]
    public void TimerRuns_OfADay_AreThoseOfTheSchedules()
    {
        int[] runs = [Runs("ENRICHMENT_FEED_SCHEDULE"), Runs("HEALTH_SCHEDULE"), Runs("SWEEP_SCHEDULE"), Runs("SWEEP_SCHEDULE")];

        Assert.All(Row("timer runs a day"), cell => Assert.StartsWith(
            string.Join(" + ", runs.Select(count => count.ToString("N0", CultureInfo.InvariantCulture))) + " =", cell, StringComparison.Ordinal));
    }

    [Fact]
    public void Jobs_OfADay_AreOfTheTemplatesBatchSize() => Assert.All(
        Row("jobs a day"), cell => Assert.Contains($" / {Settings["ENRICHMENT_BATCH_SIZE"]} =", cell, StringComparison.Ordinal));

    [Fact]
    public void GigabyteSeconds_OfAMonth_AreOfTheTemplatesInstances()
    {
        var gigabytes = template.Root.GetProperty("parameters").GetProperty("instanceMemoryMB").GetProperty("defaultValue").GetDecimal() / 1024;

        Assert.All(Row("GB-s a month"), cell => Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"× {gigabytes:0.#} × 30"), cell, StringComparison.Ordinal));
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
        Assert.Equal(5, measured.Count);

        Assert.All(Row("queue requests a month"), cell => Assert.Matches(
            $@"× {measured["a job of 100 torrents, fed and run"].Queues} \+ 1,440 × {measured["a snapshot"].Queues} "
            + $@"\+ 288 × {measured["a sweep of the own storage"].Queues} \+", cell));
        Assert.All(Row("table requests a month"), cell => Assert.Matches(
            $@"× {measured["a job of 100 torrents, fed and run"].Tables} \+ 5,760 × {measured["a feed that finds nothing to do"].Tables} "
            + $@"\+ 1,440 × {measured["a snapshot"].Tables} \+ 288 × {measured["a sweep of bitmagnet's queue"].Tables} \+ 288 × {measured["a sweep of the own storage"].Tables} \+", cell));
    }

    private static int Runs(string schedule)
    {
        var day = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        return CrontabSchedule.Parse(Settings[schedule], new CrontabSchedule.ParseOptions { IncludingSeconds = true })
            .GetNextOccurrences(day.AddSeconds(-1), day.AddDays(1)).Count();
    }

    /// <summary>The two cells of a row of the table.</summary>
    private static string[] Row(string label)
    {
        var line = Assert.Single(Document.Split('\n'), line => line.StartsWith($"| {label} |", StringComparison.Ordinal));
        return line.Split('|', StringSplitOptions.TrimEntries)[2..4];
    }

    private static decimal Number(string text) =>
        decimal.Parse(text.Replace("$", "", StringComparison.Ordinal), NumberStyles.Number, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?m)(?<=\| (?:\*\*)?)([($0-9][^|=*]*) = (\$?[0-9,]+(?:\.[0-9]+)?)")]
    private static partial Regex Equation();

    [GeneratedRegex(@"\$?[0-9][0-9,]*(?:\.[0-9]+)?")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"(?m)^\| (a [^|]+) \| ([0-9]+) \| ([0-9]+) \|$")]
    private static partial Regex Measured();
}
