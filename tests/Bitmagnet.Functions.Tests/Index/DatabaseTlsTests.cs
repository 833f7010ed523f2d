using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Tests.Index;

public sealed class DatabaseTlsTests
{
    [Theory]
    [InlineData("db.example.org", SslMode.VerifyFull)]
    [InlineData("203.0.113.7", SslMode.VerifyFull)]
    [InlineData("2001:db8::7", SslMode.VerifyFull)]
    [InlineData("172.32.0.1", SslMode.VerifyFull)]
    [InlineData("100.128.0.1", SslMode.VerifyFull)]
    [InlineData("localhost,db.example.org:5433", SslMode.VerifyFull)]
    [InlineData("lan.example.org", SslMode.VerifyFull)]
    [InlineData("localhost", SslMode.Prefer)]
    [InlineData("postgres", SslMode.Prefer)]
    [InlineData("127.0.0.1", SslMode.Prefer)]
    [InlineData("::1", SslMode.Prefer)]
    [InlineData("[fd00::7]:5433", SslMode.Prefer)]
    [InlineData("fe80::1", SslMode.Prefer)]
    [InlineData("::ffff:192.168.1.4", SslMode.Prefer)]
    [InlineData("10.1.2.3:5433,192.168.0.9", SslMode.Prefer)]
    [InlineData("172.16.0.1", SslMode.Prefer)]
    [InlineData("100.64.0.1", SslMode.Prefer)]
    [InlineData("nas.lan", SslMode.Prefer)]
    [InlineData("nas.home.arpa.", SslMode.Prefer)]
    [InlineData("postgres.bitmagnet.svc.cluster.local", SslMode.Prefer)]
    [InlineData("/var/run/postgresql", SslMode.Prefer)]
    public void DefaultFor_AHost_ProvesTheServerOnceItIsOnTheInternet(string host, SslMode expected) =>
        Assert.Equal(expected, DatabaseTls.DefaultFor(host));

    [Theory]
    [InlineData("host=db.example.org", null, SslMode.VerifyFull)]
    [InlineData("host=db.example.org", "require", SslMode.Require)]
    [InlineData("host=db.example.org sslmode=prefer", null, SslMode.Prefer)]
    [InlineData("postgres://me@db.example.org/bm?sslmode=disable", "verify-full", SslMode.Disable)]
    [InlineData("Host=db.example.org;SSL Mode=VerifyCA", "require", SslMode.VerifyCA)]
    [InlineData("host=nas.lan", null, SslMode.Prefer)]
    [InlineData("host=nas.lan", " Verify-Full ", SslMode.VerifyFull)]
    public void Read_Password_TakesTheDsnThenTheSettingThenTheHost(string dsn, string? setting, SslMode expected)
    {
        var connection = PostgresConnection.Read(new PostgresOptions { Dsn = dsn, SslMode = setting });

        Assert.Equal(expected, new NpgsqlConnectionStringBuilder(connection.ConnectionString).SslMode);
    }

    [Fact]
    public void Read_AWordThatLibpqHasNot_IsRefusedWithThoseItHas()
    {
        var error = Assert.Throws<InvalidSettingsException>(() => PostgresConnection.Read(new PostgresOptions { SslMode = "on" }));

        Assert.Equal("POSTGRES_SSLMODE is 'on'; allowed: disable, allow, prefer, require, verify-ca, verify-full.", Assert.Single(error.Problems));
    }

    [Fact]
    public void Read_ATokenWithASettingThatMayNotEncrypt_IsRefused() => Assert.Throws<InvalidSettingsException>(
        () => PostgresConnection.Read(new PostgresOptions { Auth = PostgresAuth.Entra, SslMode = "prefer" }));
}
