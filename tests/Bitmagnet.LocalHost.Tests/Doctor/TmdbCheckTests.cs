using Bitmagnet.Functions.Tmdb;
using Bitmagnet.LocalHost.Doctor;

namespace Bitmagnet.LocalHost.Tests.Doctor;

/// <summary>Only the hash of bitmagnet's shared key is known, so no test can set the key: the doctor's answer is tested without recognising it.</summary>
public sealed class TmdbCheckTests
{
    private static readonly TmdbFault Limited = new(TmdbStatus.RateLimited, "TMDB answered 429");

    [Theory]
    [InlineData(false, false, "Ok api.themoviedb.org answers and takes the key.")]
    [InlineData(false, true, "Ok api.themoviedb.org answers and takes the key.", "Look TMDB_API_KEY is bitmagnet's shared default key, which is limited to one request a second.")]
    [InlineData(true, true, "Look TMDB limits our requests", "Look TMDB_API_KEY is bitmagnet's shared default key, which is limited to one request a second.")]
    public void Of_AKey_SaysWhetherItIsTakenAndWhetherItIsEverybodys(bool isLimited, bool isSharedKey, params string[] lines)
    {
        var found = TmdbCheck.Of("api.themoviedb.org", isLimited ? Limited : null, isSharedKey);

        Assert.Equal(lines.Length, found.Count);
        Assert.All(found.Zip(lines), pair => Assert.StartsWith(pair.Second, $"{pair.First.Verdict} {pair.First.Finding}", StringComparison.Ordinal));
        Assert.Equal(isSharedKey, found.Any(diagnosis => diagnosis.Remedy?.StartsWith("Set TMDB_API_KEY to a personal key", StringComparison.Ordinal) == true));
    }
}
