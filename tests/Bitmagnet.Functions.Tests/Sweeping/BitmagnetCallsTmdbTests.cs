namespace Bitmagnet.Functions.Tests.Sweeping;

public sealed class BitmagnetCallsTmdbTests
{
    [Theory]
    [InlineData("TMDB request failed: 429 Too Many Requests", true)]
    [InlineData("missing 1 info hashes", false)]
    public async Task Health_JobOfBitmagnetsFailedForTmdb_NamesTheSettingThatEndsIt(string error, bool isFound)
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        await using (var command = harness.Database.CreateCommand(
            $$$"""
            INSERT INTO queue_jobs (fingerprint, queue, status, payload, run_after, ran_at, archival_duration, created_at, error)
            VALUES ('a', 'process_torrent', 'retry', '{"InfoHashes":["{{{new string('a', 40)}}}"]}', now() - interval '2 hours', now() - interval '30 minutes', '168:00:00', now(), '{{{error}}}')
            """))
        {
            await command.ExecuteNonQueryAsync(Token);
        }

        // The first run puts the job back in the queue, so the second does not see it.
        await harness.Get<Sweeper>().RunAsync(isDryRun: false, Token);
        await harness.Get<Sweeper>().RunAsync(isDryRun: false, Token);
        await harness.Get<SnapshotRecorder>().RunAsync(Token);

        var snapshot = await harness.Get<SnapshotStore>().LatestAsync(Token);
        var finding = snapshot!.Findings.SingleOrDefault(finding => finding.Code == "bitmagnet_calls_tmdb");
        Assert.Equal(isFound, finding is not null);
        Assert.Equal(isFound, finding?.ToString().Contains("Set TMDB_ENABLED=false for bitmagnet", StringComparison.Ordinal) ?? false);
    }
}
