using System.Text.Json;
using Bitmagnet.Sandbox;
using Microsoft.Playwright;

namespace Bitmagnet.EndToEnd.Tests.Dashboard;

/// <summary>The accessibility checker axe-core, as the lock file pins it.</summary>
internal static class Axe
{
    /// <summary>The serious and critical issues of the shown page, each with its place.</summary>
    public static async Task<IReadOnlyList<string>> SeriousIssuesAsync(IPage page)
    {
        var packages = await NpmPackages.EnsureAsync(TestContext.Current.CancellationToken);
        await page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(packages.Root, "node_modules", "axe-core", "axe.min.js"), TestContext.Current.CancellationToken));
        var result = await page.EvaluateAsync<JsonElement>("async () => { const { passes, violations } = await axe.run(); return { passes: passes.length, violations }; }");

        // An empty page would have no issues either.
        Assert.InRange(result.GetProperty("passes").GetInt32(), 20, int.MaxValue);
        return
        [
            .. from issue in result.GetProperty("violations").EnumerateArray()
               where issue.GetProperty("impact").GetString() is "serious" or "critical"
               from node in issue.GetProperty("nodes").EnumerateArray()
               select $"{issue.GetProperty("id")}: {node.GetProperty("target")} {node.GetProperty("failureSummary")}",
        ];
    }
}
