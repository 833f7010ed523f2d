using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Bitmagnet.LocalHost.Doctor;
using Bitmagnet.Sandbox;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Bitmagnet.LocalHost.Tests.Doctor;

/// <summary>The doctor on a database with a self-signed certificate.</summary>
public sealed class UntrustedCertificateTests : IAsyncLifetime
{
    private PostgresServer server = null!;
    private string dsn = null!;

    public async ValueTask InitializeAsync()
    {
        server = await PostgresServer.StartAsync(SandboxFolder.Temporary(), Token);
        dsn = await server.CreateDatabaseAsync(20, Token);
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        await using var source = NpgsqlDataSource.Create(dsn);
        foreach (var sql in (string[])
            [
                Write("server.crt", certificate.ExportCertificatePem()), Write("server.key", key.ExportPkcs8PrivateKeyPem()), "ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()",
            ])
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(Token);
        }

        // A reload takes effect a moment later, for new connections.
        var encrypted = new NpgsqlConnectionStringBuilder(dsn) { SslMode = SslMode.Require, Pooling = false }.ConnectionString;
        while (!await AnswersAsync(encrypted))
        {
            await Task.Delay(50, Token);
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("verify-full")]
    [InlineData("verify-ca")]
    public async Task Examine_ACertificateThatIsNotTrusted_SaysWhatToDoAboutIt(string mode)
    {
        var found = await DatabaseLineAsync(mode);

        Assert.Equal(Verdict.Wrong, found.Verdict);
        Assert.Contains("PostgreSQL's certificate is not trusted, or not that of its name", found.Finding, StringComparison.Ordinal);
        Assert.Equal("Give the server a certificate of its name, or set POSTGRES_SSLMODE=require where the way to it is trusted.", found.Remedy);
    }

    [Fact]
    public async Task Examine_TheRemedyTaken_IsReachedWithTls()
    {
        var found = await DatabaseLineAsync("require");

        Assert.Equal(Verdict.Ok, found.Verdict);
        Assert.Contains("reached with TLS", found.Finding, StringComparison.Ordinal);
    }

    private async Task<Diagnosis> DatabaseLineAsync(string mode)
    {
        var connection = new NpgsqlConnectionStringBuilder(dsn);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["POSTGRES_HOST"] = connection.Host,
            ["POSTGRES_PORT"] = connection.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["POSTGRES_NAME"] = connection.Database,
            ["POSTGRES_USER"] = connection.Username,
            ["POSTGRES_PASSWORD"] = connection.Password,
            ["POSTGRES_SSLMODE"] = mode,
            ["TMDB_ENABLED"] = "false",
        }).Build();
        return Assert.Single(await Examination.RunAsync(() => settings, TimeProvider.System, Token), diagnosis => diagnosis.Part == "database");
    }

    private static async Task<bool> AnswersAsync(string connectionString)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(Token);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static string Write(string file, string content) => $"COPY (SELECT 1) TO PROGRAM 'umask 077; cat > /dev/null; cat > {file} <<END\n{content}\nEND'";
}
