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

    /// <summary>What an operator reads; the limits between kinds of status show in it.</summary>
    [Theory]
    [InlineData(429, "", "HTTP 429: too many requests")]
    [InlineData(401, """{"status_code":10}""", "TMDB has suspended TMDB_API_KEY (code 10)")]
    [InlineData(401, """{"status_code":7}""", "TMDB refuses TMDB_API_KEY (401, code 7)")]
    [InlineData(401, "", "TMDB refuses TMDB_API_KEY (401)")]
    [InlineData(403, "Access denied, Error code: 1020", "this network is refused with 403 (error code: 1020)")]
    [InlineData(451, "", "this network is refused with 451")]
    [InlineData(300, "", "the answer is a redirection (300), as a block page or a captive portal gives")]
    [InlineData(399, "", "the answer is a redirection (399), as a block page or a captive portal gives")]
    [InlineData(400, "", "HTTP 400 without a reason")]
    [InlineData(499, "<html>", "HTTP 499 without a reason")]
    [InlineData(408, "", "HTTP 408")]
    [InlineData(500, "", "HTTP 500")]
    [InlineData(500, """{"status_code":11}""", "HTTP 500, code 11")]
    [InlineData(400, """{"status_code":24}""", "HTTP 400, code 24")]
    [InlineData(404, "", "an address that TMDB always has answers 404; check TMDB_BASE_URL")]
    [InlineData(200, """{"status_code":34}""", "an address that TMDB always has answers 404; check TMDB_BASE_URL")]
    [InlineData(200, "", "the answer is empty")]
    [InlineData(200, " \n<html>", "the answer is a web page, not TMDB's")]
    [InlineData(200, "{\"id\":6", "the answer is cut off or not JSON")]
    public void Read_FaultyAnswer_SaysWhatWasSeen(int status, string body, string expected)
    {
        var reply = TmdbFaults.Read((HttpStatusCode)status, null, Encoding.UTF8.GetBytes(body), mayBeMissing: false, Now);

        Assert.Equal(expected, Assert.IsType<TmdbResponse.Failed>(reply).Fault.Cause);
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(0, 0)]
    [InlineData(5, 5)]
    public void Wait_Seconds_AreNeverNegative(int seconds, int expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), TmdbFaults.Wait(new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds)), Now));

    [Theory]
    [InlineData(404, """{"success":false,"status_code":34}""")]
    [InlineData(400, """{"status_code":5}""")]
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
        { new HttpRequestException(HttpRequestError.ProxyTunnelError), TmdbStatus.Blocked },
        { new HttpRequestException(HttpRequestError.ResponseEnded), TmdbStatus.Outage },
        { new TimeoutRejectedException(), TmdbStatus.Outage },
    };

    public static TheoryData<Exception, string> Causes => new()
    {
        { new SocketException((int)SocketError.NoData), "the name api.tmdb.org does not resolve (NXDOMAIN), as where DNS blocks it" },
        { new SocketException((int)SocketError.TryAgain), "the name api.tmdb.org cannot be resolved now" },
        { new SocketException((int)SocketError.ConnectionReset), "no connection to api.tmdb.org: ConnectionReset" },
        { new SocketException((int)SocketError.ConnectionRefused), "no connection to api.tmdb.org: ConnectionRefused" },
        { new HttpRequestException("refused 127.0.0.1:443", new SocketException((int)SocketError.ConnectionRefused)), "the name api.tmdb.org resolves to this machine, as where DNS blocks it" },
        { new HttpRequestException("reset 127.0.0.1:443", new SocketException((int)SocketError.ConnectionReset)), "no connection to api.tmdb.org: ConnectionReset" },
        { new HttpRequestException(HttpRequestError.SecureConnectionError), "api.tmdb.org does not show a certificate of its own, as where another server answers in its place" },
        { new HttpRequestException(HttpRequestError.ProxyTunnelError), "the proxy does not let api.tmdb.org through" },
        { new HttpRequestException(HttpRequestError.ResponseEnded), "the connection to api.tmdb.org broke: ResponseEnded" },
        { new IOException("cut"), "the connection to api.tmdb.org broke" },
        { new InvalidDataException("no gzip"), "the connection to api.tmdb.org broke" },
        { new TimeoutException(), "api.tmdb.org does not answer in time" },
    };

    [Theory]
    [MemberData(nameof(Causes))]
    public void Of_TransportException_SaysWhatHappened(Exception exception, string expected) =>
        Assert.Equal(expected, TmdbFaults.Of(exception, "api.tmdb.org")?.Cause);

    /// <summary>A proxy on this machine that is not running is no block.</summary>
    [Fact]
    public void Of_RefusedOnThisMachineUnderAnotherName_IsAnOutage() => Assert.Equal(
        TmdbStatus.Outage,
        TmdbFaults.Of(new HttpRequestException("refused 127.0.0.1:80", new SocketException((int)SocketError.ConnectionRefused)), "tmdb.lan")?.Status);

    [Theory]
    [InlineData(0.2, "1 second")]
    [InlineData(90, "90 seconds")]
    public void OfBudget_LongWait_IsNoFaultOfTmdb(double seconds, string expected)
    {
        var fault = TmdbFaults.OfBudget(TimeSpan.FromSeconds(seconds));

        Assert.Equal((TmdbStatus.RateLimited, TimeSpan.FromSeconds(seconds)), (fault.Status, fault.Wait));
        Assert.Equal($"the budget of requests (TMDB_RATE_LIMIT) is used up for the next {expected}", fault.Cause);
    }

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
