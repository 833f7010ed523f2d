using Bitmagnet.Functions.Releases;
using Bitmagnet.Functions.Resolving;
using Bitmagnet.Functions.Torrents;

namespace Bitmagnet.Functions.Tests.Torrents;

public sealed class NextStepRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly InfoHash Hash = InfoHash.Parse(new string('a', 40));
    private static readonly ContentRef Ref = new(ContentType.Movie, "tmdb", "603");

    [Theory]
    [InlineData("movie", true, false, false, null, NextActor.Nobody)]
    [InlineData("movie", false, true, false, JobStatus.Failed, NextActor.Bitmagnet)]
    [InlineData("movie", false, false, false, JobStatus.Pending, NextActor.Job)]
    [InlineData("movie", false, false, false, JobStatus.Retry, NextActor.Job)]
    [InlineData("movie", false, false, false, JobStatus.Failed, NextActor.Person)]
    [InlineData("movie", false, false, false, JobStatus.Processed, NextActor.Feed)]
    [InlineData("movie", false, false, false, null, NextActor.Feed)]
    [InlineData("movie", false, false, true, null, NextActor.Person)]
    [InlineData("music", false, false, false, null, NextActor.Nobody)]
    [InlineData(null, false, false, false, null, NextActor.Nobody)]
    public void Of_ATorrent_NamesWhoIsNext(string? type, bool isAttached, bool isInWork, bool isRejected, JobStatus? job, NextActor expected)
    {
        var torrent = new IndexedTorrent
        {
            InfoHash = Hash,
            Name = "x",
            TypeName = type,
            HasRow = true,
            IsAttached = isAttached,
            IsActiveInQueue = isInWork,
            Content = isAttached ? Ref : null,
        };
        var release = ReleaseParser.Parse("The.Matrix.1999");
        var matched = new Resolution.Matched(new Content { Ref = Ref, Title = "The Matrix" }, true, 1, release, []);
        JobRecord[] jobs = job is { } status ? [new JobRecord { Id = "a", Status = status, RunAfter = Now, CreatedAt = Now, UpdatedAt = Now }] : [];

        var step = NextStepRules.Of(torrent, jobs, matched, isRejected ? [Ref] : [], untypedVideo: true);

        Assert.Equal(expected, step.Who);
        Assert.EndsWith(".", step.Text, StringComparison.Ordinal);
        Assert.Equal(job == JobStatus.Retry && !isInWork, step.At is not null);
    }

    [Fact]
    public void Of_ATorrentWithoutARow_WaitsForBitmagnet() => Assert.Equal(
        NextActor.Bitmagnet, NextStepRules.Of(new IndexedTorrent { InfoHash = Hash, Name = "x" }, [], null, [], untypedVideo: true).Who);
}
