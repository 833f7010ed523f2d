using System.Net;
using System.Text.Json;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;

namespace Bitmagnet.EndToEnd.Tests;

public sealed class SweepTests
{
    private const string Never = "0 0 0 1 1 *";

    // Every table of bitmagnet's with a digest of its rows.
    private const string Digests =
        """
        SELECT relname, (xpath('/row/d/text()', query_to_xml(
          format('SELECT md5(coalesce(string_agg(r, E''\n'' ORDER BY r), '''')) AS d FROM (SELECT (x.*)::text || x.ctid AS r FROM %I AS x) AS rows', relname), false, true, '')))[1]::text
        FROM pg_stat_user_tables ORDER BY relname
        """;

    [Fact]
    public async Task Timers_OverBothQueues_UnblockBitmagnetFeedLostJobsAndLeaveRecords()
    {
        await using var system = await SystemUnderTest.StartAsync();
        system.Settings["ENRICHMENT_FEED_SCHEDULE"] = Never;
        system.Settings["SWEEP_SCHEDULE"] = "*/2 * * * * *";
        await AddStaleJobsAsync(system);
        var twoHoursAgo = DateTimeOffset.UtcNow.AddHours(-2);
        await system.Ledger.SaveAsync(
            [new() { Id = "lost", Status = JobStatus.Pending, InfoHashes = [InfoHash.Parse(new string('c', 40))], CreatedAt = twoHoursAgo, UpdatedAt = twoHoursAgo }], Token);
        using var application = ApplicationProcess.Start(system.Settings);

        await Eventually.HoldsAsync(async () => await StatesAsync(system) == "pending 2", application);
        await Eventually.HoldsAsync(async () => await system.Ledger.GetAsync("lost", Token) is null, application);
        using var client = new HttpClient { BaseAddress = await application.AddressAsync() };
        await Eventually.HoldsAsync(async () => (await RunsAsync(client)).Any(run => Changed(run, "queue") == 2), application);
        await Eventually.HoldsAsync(async () => (await RunsAsync(client)).Any(run => Changed(run, "ownStorage") == 1), application);
    }

    [Fact]
    public async Task Post_DryRunAnythingElseAndThenARun_WritesNothingUntilToldTo()
    {
        await using var system = await SystemUnderTest.StartAsync();
        system.Settings["ENRICHMENT_FEED_SCHEDULE"] = Never;
        system.Settings["SWEEP_SCHEDULE"] = Never;
        await AddStaleJobsAsync(system);
        var before = await system.RowsAsync(Digests);
        using var application = ApplicationProcess.Start(system.Settings);
        using var client = new HttpClient { BaseAddress = await application.AddressAsync() };
        await Eventually.HoldsAsync(async () => (await client.GetAsync(new Uri("api/health", UriKind.Relative))).IsSuccessStatusCode, application);

        var dry = await PostAsync(client, "?dryRun=true", HttpStatusCode.OK);
        var refused = await PostAsync(client, "?dryRun=yes", HttpStatusCode.BadRequest);
        Assert.Equal(before, await system.RowsAsync(Digests));
        var run = await PostAsync(client, "", HttpStatusCode.OK);

        Assert.NotEqual(before, await system.RowsAsync(Digests)); // the digests detect a run's changes
        Assert.Equal((2, 0, 2), (dry.GetProperty("decided").GetInt32(), dry.GetProperty("changed").GetInt32(), run.GetProperty("changed").GetInt32()));
        Assert.Equal(Groups(dry), Groups(run));
        Assert.Equal("dryRun", refused.GetProperty("field").GetString());
        Assert.Equal("dryRun is 'yes'; allowed: true or false.", refused.GetProperty("detail").GetString());
        Assert.Equal("pending 2", await StatesAsync(system));
        Assert.Equal([false, true], (await RunsAsync(client)).Select(each => each.GetProperty("isDryRun").GetBoolean()));
    }

    private static Task AddStaleJobsAsync(SystemUnderTest system) => system.ExecuteAsync(
        """
        INSERT INTO queue_jobs (fingerprint, queue, status, payload, max_retries, run_after, ran_at, error, archival_duration, created_at)
        SELECT n::text, 'process_torrent', 'retry', jsonb_build_object('InfoHashes', jsonb_build_array(lpad(n::text, 40, '0'))), 2, now() - interval '2 hours',
               now() - interval '2 hours', CASE n WHEN 1 THEN 'TMDB request failed: 429 Too Many Requests' ELSE 'missing 1 info hashes' END, '168:00:00', now() - interval '1 day'
        FROM generate_series(1, 2) AS n
        """);

    private static async Task<string?> StatesAsync(SystemUnderTest system) => Assert.Single(await system.RowsAsync(
        "SELECT string_agg(status || ' ' || n, ', ' ORDER BY status) FROM (SELECT status::text, count(*) AS n FROM queue_jobs GROUP BY status) AS counts"));

    private static async Task<JsonElement[]> RunsAsync(HttpClient client) =>
        [.. JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/sweep", UriKind.Relative), Token)).RootElement.EnumerateArray()];

    private static int Changed(JsonElement run, string part) => run.GetProperty("part").GetString() == part ? run.GetProperty("changed").GetInt32() : 0;

    private static IEnumerable<string> Groups(JsonElement run) =>
        run.GetProperty("groups").EnumerateArray().Select(group => $"{group.GetProperty("cause")} {group.GetProperty("verdict")} {group.GetProperty("rows")}").Order();

    private static async Task<JsonElement> PostAsync(HttpClient client, string query, HttpStatusCode expected)
    {
        using var answer = await client.PostAsync(new Uri("/api/sweep" + query, UriKind.Relative), content: null, Token);
        Assert.Equal(expected, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement;
    }
}
