using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Bitmagnet.Functions.Tests.Index;

/// <summary>A server that accepts only connections with TLS.</summary>
public sealed class TlsOnlyServerTests : IAsyncLifetime
{
    private PostgresServer server = null!;
    private string connectionString = null!;

    public async ValueTask InitializeAsync()
    {
        server = await PostgresServer.StartAsync(SandboxFolder.Temporary(), Token);
        connectionString = await server.CreateDatabaseAsync(20, Token);
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        await using var source = NpgsqlDataSource.Create(connectionString);
        foreach (var sql in (string[])
            [
                Write("server.crt", certificate.ExportCertificatePem()), Write("server.key", key.ExportPkcs8PrivateKeyPem()),
                Write("pg_hba.conf", "hostssl all all all scram-sha-256"), "ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()",
            ])
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(Token);
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("sslmode=prefer")]
    [InlineData("sslmode=allow")]
    [InlineData("sslmode=require")]
    public async Task Open_WrongPassword_IsToldAsTheWrongPassword(string option)
    {
        var right = new NpgsqlConnectionStringBuilder(connectionString);
        string Dsn(string password) => $"host={right.Host} port={right.Port} dbname={right.Database} user={right.Username} password='{password}' {option}";
        await using var open = PostgresConnection.Read(new PostgresOptions { Dsn = Dsn(right.Password!) }).CreateDataSource();
        await Eventually(async () => await IndexSchema.ReadAsync(open, Token) is not null);

        await using var closed = PostgresConnection.Read(new PostgresOptions { Dsn = Dsn("wrong") }).CreateDataSource();
        var refused = await Assert.ThrowsAnyAsync<NpgsqlException>(() => IndexSchema.ReadAsync(closed, Token));

        Assert.Contains("password", DatabaseFaults.Describe(refused), StringComparison.Ordinal);
        Assert.DoesNotContain("pg_hba", DatabaseFaults.Describe(refused), StringComparison.Ordinal);
    }

    // A reload of the configuration takes effect a moment later.
    private static async Task Eventually(Func<Task<bool>> condition)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Assert.True(await condition());
                return;
            }
            catch (NpgsqlException) when (attempt < 100)
            {
                await Task.Delay(50, Token);
            }
        }
    }

    private static string Write(string file, string content) => $"COPY (SELECT 1) TO PROGRAM 'umask 077; cat > /dev/null; cat > {file} <<END\n{content}\nEND'";
}
