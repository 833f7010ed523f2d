using Bitmagnet.Functions.Notifications;

namespace Bitmagnet.Functions.Tests.Notifications;

public sealed class HealthChangeTests
{
    [Theory]
    [InlineData("", "", "", null, "")]
    [InlineData("", "", "a", null, "")] // seen once: may be temporary
    [InlineData("", "a", "", null, "")]
    [InlineData("", "a", "a", "degraded +a", "a")]
    [InlineData("", "a", "ab", "degraded +a", "a")]
    [InlineData("a", "a", "a", null, "a")]
    [InlineData("a", "a", "", null, "a")] // gone once: may come back
    [InlineData("a", "", "a", null, "a")]
    [InlineData("a", "", "", "healthy -a", "")]
    [InlineData("ab", "b", "b", "degraded -a", "b")]
    [InlineData("a", "bU", "bU", "unhealthy +b+U-a", "bU")]
    [InlineData("aU", "aU", "aU", null, "aU")]
    [InlineData("", "h", "h", null, "")] // requested by a person
    public void Between_WhatWasToldAndTwoReports_IsWhatIsNewOrOverInBoth(string told, string before, string now, string? expected, string next)
    {
        var change = HealthChange.Between([.. told.Select(Told)], Report(before), Report(now));

        Assert.Equal(expected, change is var (notification, _)
            ? $"{notification.Status.ToString().ToLowerInvariant()} {string.Concat(notification.New.Select(finding => "+" + finding.Code))}{string.Concat(notification.Over.Select(finding => "-" + finding.Code))}"
            : null);
        Assert.Equal(next, string.Concat((change?.Told ?? [.. told.Select(Told)]).Select(finding => finding.Code)));
    }

    /// <summary>A report with a finding for each letter: a capital is unhealthy, h is healthy.</summary>
    public static HealthReport Report(string codes)
    {
        Finding[] findings = [.. codes.Select(code => new Finding($"{code}", Severity(code), $"Problem {code}.", $"Remedy {code}."))];
        return new HealthReport(FindingRules.Worst(findings), DateTimeOffset.UnixEpoch, findings, [], null);
    }

    private static ToldFinding Told(char code) => new($"{code}", Severity(code), $"Problem {code}.");

    private static HealthStatus Severity(char code) => char.IsUpper(code) ? HealthStatus.Unhealthy : code == 'h' ? HealthStatus.Healthy : HealthStatus.Degraded;
}
