using Bitmagnet.Functions.Releases;
using Bitmagnet.Functions.Resolving;

namespace Bitmagnet.Functions.Tests.Resolving;

public sealed class KindToAskTests
{
    private const string Film = "The.Crooked.Harbour.2016.1080p.BluRay.x264-GRP";
    private const string Episode = "The.Crooked.Harbour.S02E03.1080p.WEB.h264-GRP";
    private const string Numbered = "The Crooked Harbour 12.mkv";
    private const string Bare = "The.Crooked.Harbour.1080p.BluRay.x264-GRP";

    [Theory]
    [InlineData(Film, ContentType.TvShow, null, "TvShow Normal, Movie Against rival")]
    [InlineData(Episode, ContentType.Movie, null, "Movie Normal, TvShow Against rival")]
    [InlineData(Film, ContentType.Movie, null, "Movie Normal, TvShow Against")]
    [InlineData(Film, null, null, "Movie Normal, TvShow Against")]
    [InlineData(Film, ContentType.Movie, 1, "Movie Normal")]
    [InlineData(Film, ContentType.Movie, 6, "Movie Normal, TvShow Against")]
    [InlineData(Episode, ContentType.TvShow, null, "TvShow Normal")]
    [InlineData(Episode, null, null, "TvShow Normal")]
    [InlineData(Bare, ContentType.Movie, null, "Movie Normal")]
    [InlineData(Film, ContentType.Xxx, null, "Xxx Normal")]
    [InlineData(Numbered, null, null, "Movie Normal, TvShow Normal")]
    [InlineData(Numbered, ContentType.TvShow, null, "TvShow Normal")]
    public void Of_NameAndType_AreTheKindsWorthAskingFor(string name, ContentType? type, int? videoFiles, string expected) => Assert.Equal(
        expected,
        string.Join(", ", KindToAsk.Of(ReleaseParser.Parse(name), new ResolveRequest(name, type, Strict: false) { VideoFiles = videoFiles })
            .Select(kind => $"{kind.Type} {kind.Strictness}{(kind.IsRival ? " rival" : "")}")));
}
