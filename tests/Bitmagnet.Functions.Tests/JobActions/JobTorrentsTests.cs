using Bitmagnet.Functions.JobActions;
using Bitmagnet.Functions.OnDemand;
using static Bitmagnet.Functions.Tests.Fixtures.Requests;

namespace Bitmagnet.Functions.Tests.JobActions;

public sealed class JobTorrentsTests
{
    [Fact]
    public async Task TorrentsAsync_OfAJob_NamesEachAndSaysWhatItHasNow()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        var unknown = await harness.AddTorrentAsync("Zzyzx.Qwxvbn.2011.1080p.BluRay.x264-GRP");
        var missing = InfoHash.Parse(new string('9', 40));
        await harness.Get<EnrichLever>().RunAsync([matrix], force: false, Token);
        var now = TimeProvider.System.GetUtcNow();
        var job = new JobRecord { Id = harness.Ledger.NewId([]), Status = JobStatus.Failed, InfoHashes = [unknown, missing, matrix], CreatedAt = now, UpdatedAt = now };
        var broken = new JobRecord { Id = harness.Ledger.NewId([]), Status = JobStatus.Failed, CreatedAt = now, UpdatedAt = now };
        await harness.Ledger.SaveAsync([job, broken], Token);
        var jobs = harness.Get<JobEndpoints>();

        var torrents = Json(await jobs.TorrentsAsync(job.Id, Token), 200).GetProperty("torrents");

        Assert.Equal(
            $$$"""
            [{"infoHash":"{{{unknown}}}","name":"Zzyzx.Qwxvbn.2011.1080p.BluRay.x264-GRP","content":null},{"infoHash":"{{{missing}}}","name":null,"content":null},{"infoHash":"{{{matrix}}}","name":"The.Matrix.1999.1080p.BluRay.x264-GRP","content":{"type":"movie","source":"tmdb","id":"603","title":"The Matrix","releaseYear":1999}}]
            """.Trim(), torrents.GetRawText());
        Assert.Equal("[]", Json(await jobs.TorrentsAsync(broken.Id, Token), 200).GetProperty("torrents").GetRawText());
        Assert.StartsWith(
            "There is no job 'no-such-job': ", Json(await jobs.TorrentsAsync("no-such-job", Token), 404).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
