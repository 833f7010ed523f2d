using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Bitmagnet.Functions.Dashboard;

namespace Bitmagnet.Functions.Tests.Dashboard;

public sealed partial class DashboardPageTests
{
    private readonly DashboardPage page = new(null!);

    [Fact]
    public void Policy_OfThePage_AllowsExactlyItsOwnScriptsAndStylesByHash()
    {
        foreach (var element in (string[])["script", "style"])
        {
            var hashes = Regex.Matches(page.Html, $"<{element}>(.*?)</{element}>", RegexOptions.Singleline)
                .Select(match => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(match.Groups[1].Value)))}'");

            Assert.Contains($"; {element}-src {string.Join(' ', hashes)};", page.Policy, StringComparison.Ordinal);
        }

        Assert.StartsWith("default-src 'none'; ", page.Policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", page.Policy, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_OfThePage_AsksForNothingElse()
    {
        Assert.Equal(14, Regex.Count(page.Html, "<script>"));
        Assert.DoesNotMatch("""<script src|<link rel="stylesheet"|<img|@import""", page.Html);
        Assert.DoesNotMatch(Handler(), page.Html[page.Html.IndexOf("<body>", StringComparison.Ordinal)..page.Html.LastIndexOf("</main>", StringComparison.Ordinal)]);
        Assert.Equal(["data:image/svg+xml"], Regex.Matches(page.Html, """<link rel="icon" href="([^,]+),""").Select(match => match.Groups[1].Value));
    }

    [Theory]
    [InlineData("uPlot.iife.min.js", "dist")]
    [InlineData("uPlot.min.css", "dist")]
    [InlineData("LICENSE", "")]
    public async Task ChartLibrary_InTheRepository_IsThatOfThePackageInTheLockFile(string file, string folder)
    {
        var packages = await NpmPackages.EnsureAsync(TestContext.Current.CancellationToken);
        var published = Path.Combine(packages.Root, "node_modules", "uplot", folder, file);
        var vendored = Path.Combine(packages.Root, "functions", "Bitmagnet.Functions", "Dashboard", "Page", "uPlot", file);

        Assert.Equal(await File.ReadAllTextAsync(published, TestContext.Current.CancellationToken), await File.ReadAllTextAsync(vendored, TestContext.Current.CancellationToken));
    }

    // Attributes that no hash covers: style="…", onclick="…".
    [GeneratedRegex("""<[^>]+\s(style|on[a-z]+)=""")]
    private static partial Regex Handler();
}
