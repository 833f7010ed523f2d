using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Polly.Timeout;

namespace Bitmagnet.Functions.Tests.Tmdb;

public sealed class TmdbFaultsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(429, "", "", TmdbStatus.RateLimited, null)]
    [InlineData(429, "7", "", TmdbStatus.RateLimited, 7)]
    [InlineData(429, "0", "", TmdbStatus.RateLimited, 0)]
    [InlineData(429, "Thu, 01 Jan 2026 12:00:09 GMT", "", TmdbStatus.RateLimited, 9)]
    [InlineData(429, "Thu, 01 Jan 2026 11:00:00 GMT", "", TmdbStatus.RateLimited, 0)]
    [InlineData(200, "", """{"status_code":25,"status_message":"over the limit"}""", TmdbStatus.RateLimited, null)]
    [InlineData(401, "", """{"status_code":7}""", TmdbStatus.Unauthorized, null)]
    [InlineData(401, "", """{"status_code":10}""", TmdbStatus.Unauthorized, 240)]
    [InlineData(401, "", "", TmdbStatus.Unauthorized, null)]
    [InlineData(403, "", """{"status_code":10}""", TmdbStatus.Unauthorized, 240)]
    [InlineData(404, "", """{"status_code":34}""", TmdbStatus.Outage, null)]
    [InlineData(404, "", "<html>", TmdbStatus.Outage, null)]
    [InlineData(500, "", """{"status_code":11}""", TmdbStatus.Outage, null)]
    [InlineData(503, "30", "", TmdbStatus.Outage, 30)]
    [InlineData(504, "", "<html>gateway time-out</html>", TmdbStatus.Outage, null)]
    [InlineData(200, "", "<!DOCTYPE html><html>", TmdbStatus.Outage, null)]
    [InlineData(200, "", "", TmdbStatus.Outage, null)]
    [InlineData(200, "", """{"results":[{"id":6""", TmdbStatus.Outage, null)]
    [InlineData(200, "", "null", TmdbStatus.Outage, null)]
    [InlineData(403, "", "error code: 1020", TmdbStatus.Blocked, null)]
    [InlineData(451, "", "", TmdbStatus.Blocked, null)]
    [InlineData(302, "", "", TmdbStatus.Blocked, null)]
    public void Read_FaultyAnswer_IsToldApart(int status, string retryAfter, string body, TmdbStatus expected, int? wait)
    {
        var header = RetryConditionHeaderValue.TryParse(retryAfter, out var parsed) ? parsed : null;

        var reply = TmdbFaults.Read((HttpStatusCode)status, header, Encoding.UTF8.GetBytes(body), mayBeMissing: false, Now);

        var fault = Assert.IsType<TmdbResponse.Failed>(reply).Fault;
        Assert.Equal(expected, fault.Status);
        Assert.Equal(wait, (int?)fault.Wait?.TotalSeconds);
        Assert.Equal(expected == TmdbStatus.Blocked, fault.Remedy?.Contains("TMDB_ENABLED=false", StringComparison.Ordinal) == true);
        Assert.Equal(expected == TmdbStatus.Unauthorized, fault.ToString().Contains("; get a key of your own at https://", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(404, """{"success":false,"status_code":34}""")]
    [InlineData(422, """{"errors":["query must be provided"]}""")]
    public void Read_NothingToFind_IsMissing(int status, string body) => Assert.IsType<TmdbResponse.Missing>(
        TmdbFaults.Read((HttpStatusCode)status, null, Encoding.UTF8.GetBytes(body), mayBeMissing: true, Now));

    [Fact]
    public void Read_Answer_IsOk() => Assert.IsType<TmdbResponse.Ok>(
        TmdbFaults.Read(HttpStatusCode.OK, null, """{"id":603}"""u8.ToArray(), mayBeMissing: true, Now));

    [Fact]
    public void Read_AnswerBehindAByteOrderMark_IsOk() => Assert.IsType<TmdbResponse.Ok>(
        TmdbFaults.Read(HttpStatusCode.OK, null, (byte[])[0xEF, 0xBB, 0xBF, .. """{"id":603}"""u8], mayBeMissing: true, Now));

    public static TheoryData<Exception, TmdbStatus> Exceptions => new()
    {
        { new SocketException((int)SocketError.HostNotFound), TmdbStatus.Blocked },
        { new SocketException((int)SocketError.TryAgain), TmdbStatus.Outage },
        { new SocketException((int)SocketError.ConnectionRefused), TmdbStatus.Outage },
        { new HttpRequestException("connection refused [::1]:443", new SocketException((int)SocketError.ConnectionRefused)), TmdbStatus.Blocked },
        { new HttpRequestException("wrapped", new TmdbMisdirectedException("resolves to ::1")), TmdbStatus.Blocked },
        { new HttpRequestException(HttpRequestError.SecureConnectionError), TmdbStatus.Blocked },
        { new HttpRequestException(HttpRequestError.ResponseEnded), TmdbStatus.Outage },
        { new TimeoutRejectedException(), TmdbStatus.Outage },
    };

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void Of_TransportException_IsToldApart(Exception exception, TmdbStatus expected) =>
        Assert.Equal(expected, TmdbFaults.Of(exception, "api.themoviedb.org")?.Status);

    [Fact]
    public void Of_OtherException_IsASurprise() => Assert.Null(TmdbFaults.Of(new InvalidOperationException(), "api.themoviedb.org"));

    [Theory]
    [InlineData("api.themoviedb.org", "127.0.0.1", true)]
    [InlineData("api.themoviedb.org", "::1", true)]
    [InlineData("api.themoviedb.org", "0.0.0.0", true)]
    [InlineData("api.themoviedb.org", "::", true)]
    [InlineData("api.themoviedb.org", "::ffff:127.0.0.1", true)]
    [InlineData("api.themoviedb.org", "13.33.4.5", false)]
    [InlineData("localhost", "127.0.0.1", false)]
    [InlineData("127.0.0.1", "127.0.0.1", false)]
    [InlineData("home-server", "127.0.1.1", false)]
    [InlineData("tmdb.proxy.lan", "127.0.0.1", false)]
    [InlineData("api.tmdb.org", "127.0.1.1", true)]
    [InlineData("notthemoviedb.org", "127.0.0.1", false)]
    public void Misdirection_Address_IsABlockOnlyForAPublicName(string host, string address, bool expected) =>
        Assert.Equal(expected, TmdbFaults.Misdirection(host, [IPAddress.Parse(address)]) is not null);
}
