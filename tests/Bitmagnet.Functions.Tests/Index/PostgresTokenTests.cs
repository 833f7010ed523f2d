using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Tests.Index;

/// <summary>Login by Entra token, on a server where passwords stand for tokens and TLS has a certificate of its own.</summary>
public sealed class PostgresTokenTests
{
    private const string Identity = "id-bitmagnet";

    [Fact]
    public async Task CreateDataSource_Entra_LogsInAsTheIdentityByTokenOverTlsAndGoesOnWhenTheTokenChanges()
    {
        using var certificate = SelfSigned();
        var authority = Path.GetTempFileName();
        await using var server = await PostgresServer.StartAsync(SandboxFolder.Temporary(), Token);
        await using var owner = NpgsqlDataSource.Create(await server.CreateDatabaseAsync(cancellationToken: Token));
        try
        {
            await File.WriteAllTextAsync(authority, certificate.ExportCertificatePem(), Token);
            await OfferTlsAsync(owner, certificate);
            await ExecuteAsync(owner, $"CREATE ROLE \"{Identity}\" LOGIN PASSWORD 'token-1'");
            var database = new NpgsqlConnectionStringBuilder(owner.ConnectionString).Database;
            var options = new PostgresOptions
            {
                Auth = PostgresAuth.Entra,
                Dsn = $"host=localhost port={server.Port} dbname={database} user={Identity} password=ignored sslrootcert={authority}",
            };
            var credential = new Tokens { Current = "token-1" };
            await using var app = PostgresConnection.Read(options).CreateDataSource(null, () => credential, TimeSpan.FromMilliseconds(20));

            Assert.Equal($"{Identity} over TLS", await WhoAsync(app));
            Assert.Equal(["https://ossrdbms-aad.database.windows.net/.default"], credential.Scopes);

            await ExecuteAsync(owner, $"ALTER ROLE \"{Identity}\" PASSWORD 'token-2'");
            credential.Current = "token-2";
            var asked = credential.Asked;
            // The first answer may still be the old token; asking for a third means that the second, new one is in use.
            Assert.True(SpinWait.SpinUntil(() => credential.Asked > asked + 2, TimeSpan.FromMinutes(1)), "The token was not renewed.");
            app.Clear(); // open connections stay logged in; only a new one proves the new token

            Assert.Equal($"{Identity} over TLS", await WhoAsync(app));
        }
        finally
        {
            File.Delete(authority);
        }
    }

    [Fact]
    public async Task CreateDataSource_EntraToAServerThatCannotProveItself_SendsNoToken()
    {
        using var certificate = SelfSigned();
        await using var server = await PostgresServer.StartAsync(SandboxFolder.Temporary(), Token);
        await using var owner = NpgsqlDataSource.Create(await server.CreateDatabaseAsync(cancellationToken: Token));
        await OfferTlsAsync(owner, certificate);
        var options = new PostgresOptions { Auth = PostgresAuth.Entra, Host = "localhost", Port = server.Port, Name = "postgres", User = Identity };

        await using var app = PostgresConnection.Read(options).CreateDataSource(null, () => new Tokens { Current = "token-1" }, TimeSpan.FromMinutes(1));

        var refused = await Assert.ThrowsAsync<NpgsqlException>(async () => await app.OpenConnectionAsync(Token));
        Assert.IsType<System.Security.Authentication.AuthenticationException>(refused.InnerException);
    }

    [Fact]
    public void Read_Entra_TakesTheIdentitysNameNoPasswordAndAProvedServer()
    {
        var connection = PostgresConnection.Read(new PostgresOptions { Auth = PostgresAuth.Entra, Host = "db", User = Identity, Password = "hush" });

        var read = new NpgsqlConnectionStringBuilder(connection.ConnectionString);
        Assert.Equal((Identity, null, SslMode.VerifyFull), (read.Username, read.Password, read.SslMode));
    }

    [Theory]
    [InlineData("require", SslMode.Require)]
    [InlineData("verify-ca", SslMode.VerifyCA)]
    public void Read_EntraWithAStrictSslMode_KeepsIt(string mode, SslMode expected) =>
        Assert.Equal(expected, new NpgsqlConnectionStringBuilder(ReadDsn(mode).ConnectionString).SslMode);

    [Theory]
    [InlineData("disable")]
    [InlineData("allow")]
    [InlineData("prefer")]
    public void Read_EntraWithASslModeThatMaySendItInClear_IsRefused(string mode) => Assert.StartsWith(
        "POSTGRES_DSN or POSTGRES_SSLMODE has an sslmode that may send the token in clear; allowed",
        Assert.Throws<InvalidSettingsException>(() => ReadDsn(mode)).Message,
        StringComparison.Ordinal);

    private static PostgresConnection ReadDsn(string sslMode) =>
        PostgresConnection.Read(new PostgresOptions { Auth = PostgresAuth.Entra, Dsn = $"postgres://{Identity}@db/bm?sslmode={sslMode}" });

    private static async Task<string> WhoAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            "SELECT current_user || CASE WHEN ssl THEN ' over TLS' ELSE ' in clear' END FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
        return (string)(await command.ExecuteScalarAsync(Token))!;
    }

    private static async Task OfferTlsAsync(NpgsqlDataSource owner, X509Certificate2 certificate)
    {
        await WriteAsync(owner, "server.crt", certificate.ExportCertificatePem());
        await WriteAsync(owner, "server.key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        await ExecuteAsync(owner, "ALTER SYSTEM SET ssl = on");
        await ExecuteAsync(owner, "SELECT pg_reload_conf()");
        await using var command = owner.CreateCommand("SELECT setting FROM pg_settings WHERE name = 'ssl'");
        Assert.True(
            SpinWait.SpinUntil(() => (string)command.ExecuteScalar()! == "on", TimeSpan.FromMinutes(1)), "The server did not take up TLS.");
    }

    // The server writes the files itself, since it may run as another user and only that user may read the key.
    private static Task WriteAsync(NpgsqlDataSource owner, string file, string text) => ExecuteAsync(
        owner, $"COPY (SELECT unnest(string_to_array('{text.Replace("\r", "", StringComparison.Ordinal)}', E'\\n'))) TO PROGRAM 'umask 077; cat > {file}'");

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private sealed class Tokens : TokenCredential
    {
        private readonly HashSet<string> scopes = [];
        private volatile string current = "";
        private int asked;

        public string Current { get => current; set => current = value; }

        public int Asked => Volatile.Read(ref asked);

        public IReadOnlyCollection<string> Scopes => scopes;

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            lock (scopes)
            {
                scopes.UnionWith(requestContext.Scopes);
            }

            var token = current;
            Interlocked.Increment(ref asked);
            return new AccessToken(token, TimeProvider.System.GetUtcNow().AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
