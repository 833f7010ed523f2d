using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Tests.Index;

public sealed class PostgresConnectionTests
{
    [Theory]
    [InlineData("postgres://me:p%40ss%2Fword@db.example:6543/bit%20magnet?sslmode=require&connect_timeout=7", "me@db.example:6543/bit magnet", "p@ss/word")]
    [InlineData("postgresql://me@[::1]/db?password=q%26a", "me@::1:5432/db", "q&a")]
    [InlineData("postgres:///db?host=/var/run/postgresql&user=me", "me@/var/run/postgresql:5432/db", null)]
    [InlineData("postgres://me:secret@one:1,two:2/db?target_session_attrs=read-write", "me@one:1,two:2:5432/db", "secret")]
    [InlineData(@"host=db port=6543 dbname=bm user=me password='it\'s a; secret' sslmode=disable TimeZone=UTC", "me@db:6543/bm", "it's a; secret")]
    [InlineData("user=me password=a=b dbname = bm", "me@localhost:5432/bm", "a=b")]
    [InlineData("Host=db;Port=6543;Database=bm;Username=me;Password=p w", "me@db:6543/bm", "p w")]
    [InlineData("host=db;database=bm;username=me;password=pw", "me@db:5432/bm", "pw")]
    [InlineData("host=db;", "@db:5432/", null)]
    [InlineData("host=db user=me password='a;b=c'", "me@db:5432/me", "a;b=c")]
    [InlineData("host=one,two port=1,2 user=me dbname=bm", "me@one:1,two:2:5432/bm", null)]
    [InlineData("host=one,two port=6543 user=me dbname=bm", "me@one,two:6543/bm", null)]
    [InlineData("postgres://me:x@db/bm?target_session_attrs=read-write", "me@db:5432/bm", "x")]
    public void Read_EachFormOfDsn_IsUnderstood(string dsn, string shown, string? password)
    {
        var connection = PostgresConnection.Read(new PostgresOptions { Dsn = dsn });

        Assert.Equal(shown, connection.ToString());
        Assert.Equal(password, new NpgsqlConnectionStringBuilder(connection.ConnectionString).Password);
    }

    [Theory]
    [InlineData("postgres://me:s3cret@h:99999/db")]
    [InlineData("postgres://me:s3cret@h:0/db")]
    [InlineData("host=h port=99999 user=me password=s3cret")]
    [InlineData("Host=h;Port=99999;Username=me;Password=s3cret")]
    public void Read_PortThatIsNone_IsRefusedWithoutTheValue(string dsn)
    {
        var error = Assert.Throws<InvalidSettingsException>(() => PostgresConnection.Read(new PostgresOptions { Dsn = dsn }));

        Assert.StartsWith("POSTGRES_DSN has a", Assert.Single(error.Problems), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_UriOptions_ReachNpgsql()
    {
        var read = new NpgsqlConnectionStringBuilder(PostgresConnection.Read(
            new PostgresOptions { Dsn = "postgres://h/d?sslmode=verify-full&sslrootcert=/ca.pem&application_name=x&pool_max_conns=3" }).ConnectionString);

        Assert.Equal((SslMode.VerifyFull, "/ca.pem", "x", 3), (read.SslMode, read.RootCertificate, read.ApplicationName, read.MaxPoolSize));
    }

    [Theory]
    [InlineData("postgres://h/d", 8)]
    [InlineData("postgres://h/d?connect_timeout=20", 20)]
    [InlineData("Host=h;Database=d;Timeout=3", 3)]
    public void Read_TimeToConnect_IsTheDsnsOrEightSeconds(string dsn, int seconds)
    {
        var read = new NpgsqlConnectionStringBuilder(PostgresConnection.Read(new PostgresOptions { Dsn = dsn }).ConnectionString);

        Assert.Equal(seconds, read.Timeout);
    }

    [Theory]
    [InlineData("postgres://h/d?pool_max_conns=7&pool_min_conns=2&pool_max_conn_lifetime=1h30m&pool_max_conn_idle_time=5m&pool_health_check_period=1m")]
    [InlineData("host=h dbname=d pool_max_conns=7 pool_min_conns=2 pool_max_conn_lifetime=1h30m pool_max_conn_idle_time='5m' pool_health_check_period=1m")]
    public void Read_OptionsOfBitmagnetsPool_ReachNpgsqlOrAreIgnoredWithALine(string dsn)
    {
        var connection = PostgresConnection.Read(new PostgresOptions { Dsn = dsn });
        var read = new NpgsqlConnectionStringBuilder(connection.ConnectionString);
        using var log = new LoggedLines();

        using var source = connection.CreateDataSource(LoggerFactory.Create(logging => logging.AddProvider(log)));

        Assert.Equal((7, 2, 5400, 300), (read.MaxPoolSize, read.MinPoolSize, read.ConnectionLifetime, read.ConnectionIdleLifetime));
        Assert.Equal("POSTGRES_DSN has options without a meaning here, which are ignored: pool_health_check_period.", Assert.Single(log.Written).Text);
    }

    [Theory]
    [InlineData("pool_max_conn_idle_time=1s", 10)]
    [InlineData("pool_max_conn_idle_time=30m", 1800)]
    public void Read_IdleTime_IsNeverBelowNpgsqlsOwnPause(string option, int seconds) => Assert.Equal(
        seconds, new NpgsqlConnectionStringBuilder(PostgresConnection.Read(new PostgresOptions { Dsn = "host=h " + option }).ConnectionString).ConnectionIdleLifetime);

    [Theory]
    [InlineData("postgres://me:hush@db/bm?colour=red", "'colour'")]
    [InlineData("postgres://me:hush@db/bm?sslcrl=/x", "'sslcrl'")]
    [InlineData("host=db colour=red password=hush", "'colour'")]
    [InlineData("host=db password='hush' colour=red", "'colour'")]
    [InlineData("postgres://me:hush@db/bm?pool_max_conn_lifetime=hush", "'pool_max_conn_lifetime'")]
    [InlineData("postgres://me:hush@db/bm?connect_timeout=hush", "'connect_timeout'")]
    public void Read_OptionThatIsNotAllowed_IsNamed(string dsn, string named)
    {
        var refused = Assert.Throws<InvalidSettingsException>(() => PostgresConnection.Read(new PostgresOptions { Dsn = dsn }));

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres://me:pa?ss=x@db/bm")]
    [InlineData("postgres://me:p@s?ss=x@db/bm")]
    [InlineData("host=db password=pa ss=word")]
    public void Read_PieceOfAPasswordThatPassesForAnOption_IsNotNamed(string dsn)
    {
        var refused = Assert.Throws<InvalidSettingsException>(() => PostgresConnection.Read(new PostgresOptions { Dsn = dsn }));

        Assert.DoesNotContain("'ss'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RuntimeParameters_ReachTheServerAsOptions()
    {
        var read = new NpgsqlConnectionStringBuilder(PostgresConnection.Read(
            new PostgresOptions { Dsn = "postgres://h/d?statement_timeout=60000&options=-c%20geqo%3Doff&datestyle=ISO,%20DMY" }).ConnectionString);

        Assert.Equal(@"-c statement_timeout=60000 -c geqo=off -c datestyle=ISO,\ DMY", read.Options);
    }

    [Fact]
    public void Read_NoDsn_TakesBitmagnetsSettingsAndDefaults()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["POSTGRES_HOST"] = "db", ["POSTGRES_PASSWORD"] = "hush" }).Build();

        var connection = PostgresConnection.Read(SettingsReader.Read<PostgresOptions>(configuration));

        Assert.Equal("postgres@db:5432/bitmagnet", connection.ToString());
        Assert.Contains("Password=hush", connection.ConnectionString, StringComparison.Ordinal);
        Assert.Equal("postgres@localhost:5432/bitmagnet", PostgresConnection.Read(new PostgresOptions()).ToString());
    }

    [Theory]
    [InlineData(null, 7)]
    [InlineData("host=db", 7)]
    [InlineData("host=db pool_max_conns=3", 3)]
    [InlineData("Host=db;Maximum Pool Size=3", 3)]
    public void Read_PoolSize_IsTheSettingsUnlessTheDsnSays(string? dsn, int expected)
    {
        var connection = PostgresConnection.Read(new PostgresOptions { Dsn = dsn, MaxPoolSize = 7 });

        Assert.Equal(expected, new NpgsqlConnectionStringBuilder(connection.ConnectionString).MaxPoolSize);
    }

    [Theory]
    [InlineData("postgres://me:hush@db:notaport/bm")]
    [InlineData("postgres://me:hush@db/bm?sslmode=hush")]
    [InlineData("postgres://me:hush@db/bm?unknown=1")]
    [InlineData("host=db password=hush colour=red")]
    [InlineData("host=db password=my hush=red")]
    [InlineData("host=one,two,three port=1,2 password=hush")]
    [InlineData("Host=db;Password=hush;Colour=red")]
    [InlineData("hush")]
    public void Read_WrongDsn_IsRefusedWithoutItsValues(string dsn)
    {
        var refused = Assert.Throws<InvalidSettingsException>(() => PostgresConnection.Read(new PostgresOptions { Dsn = dsn }));

        Assert.StartsWith("POSTGRES_DSN ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_Options_NeverShowsThePassword()
    {
        Assert.DoesNotContain("hush", new PostgresOptions { Password = "hush" }.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hush", new PostgresOptions { Dsn = "postgres://a:hush@b/c" }.ToString(), StringComparison.Ordinal);
    }
}
