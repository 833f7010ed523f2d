namespace Bitmagnet.Functions.Tests.Sweeping;

public sealed class TmdbErrorsTests
{
    [Theory]
    [InlineData("TMDB request failed: 401 Unauthorized")]
    [InlineData("TMDB request failed: 429 Too Many Requests")]
    [InlineData("missing 1 info hashes\nTMDB request failed: 503 Service Unavailable")]
    [InlineData("default api key is invalid: TMDB request failed: 401 Unauthorized")]
    [InlineData("TMDB is disabled")]
    [InlineData("Get \"https://api.themoviedb.org/3/search/movie?api_key=x&query=a\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)")]
    [InlineData("Get \"https://api.tmdb.org/3/tv/1399?append_to_response=external_ids\": EOF")]
    [InlineData("Get \"http://proxy.local:8080/3/movie/603\": dial tcp [::1]:8080: connect: connection refused")]
    [InlineData("Get \"http://proxy.local/find/tt0133093?external_source=imdb_id\": EOF")]
    [InlineData("dial tcp: lookup api.themoviedb.org on 127.0.0.11:53: no such host")]
    [InlineData("rate: Wait(n=1) would exceed context deadline")]
    [InlineData("parsing time \"0000-00-00\": month out of range")]
    [InlineData("parsing time \"2020\" as \"2006-01-02\": cannot parse \"\" as \"-\"")]
    [InlineData("invalid character '<' looking for beginning of value")]
    [InlineData(@"invalid character '\x1f' looking for beginning of value")]
    [InlineData("unexpected end of JSON input")]
    public void Explain_ErrorOfTmdb_IsTrue(string error) => Assert.True(TmdbErrors.Explain(error));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("missing 3 info hashes")]
    [InlineData("context deadline exceeded")]
    [InlineData("ERROR: duplicate key value violates unique constraint \"queue_jobs_fingerprint_status_idx\" (SQLSTATE 23505)")]
    [InlineData("failed to connect to `host=postgres user=postgres database=bitmagnet`: dial error (dial tcp: lookup postgres: no such host)")]
    [InlineData(@"invalid character '\x00' looking for beginning of value")]
    [InlineData("Get \"http://elsewhere/status\": EOF")]
    [InlineData("workflow not found: mytmdbless")]
    public void Explain_AnyOtherError_IsFalse(string? error) => Assert.False(TmdbErrors.Explain(error));
}
