using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Sandbox.Simulator;
using Npgsql;

namespace Bitmagnet.EndToEnd.Tests;

/// <summary>
/// Runs the whole application through every path with distinct secrets at the most verbose log level, and searches all its output: console,
/// OTLP, Application Insights, answers with their headers, exceptions, tables and queues.
/// </summary>
public sealed class SecretsTests
{
    private const string Title = "The.Matrix.1999.1080p.BluRay.x264-GRP";
    private const string FunctionKey = "secret-function-key-5a1f";
    private const string AdminKey = "secret-admin-key-77c2";
    private const string Password = "secret-password-e09b";
    private const string V3Key = "5ec2e75ec2e75ec2e75ec2e75ec2e75e";
    private const string V4Key = "eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJzZWNyZXQtdjQifQ.c2VjcmV0LXY0LXNpZ25hdHVyZQ";

    private static readonly string[] Secrets = [FunctionKey, AdminKey, Password, V3Key, V4Key];

    [Theory]
    [InlineData(V3Key, Exporter.Otlp)]
    [InlineData(V4Key, Exporter.Otlp)]
    [InlineData(V3Key, Exporter.Insights)]
    [InlineData(V4Key, Exporter.Insights)]
    public async Task Run_ThroughSuccessRefusalOutagePoisonAndEveryEndpoint_LetsNoSecretOut(string tmdbKey, Exporter exporter)
    {
        await using var system = await SystemUnderTest.StartAsync(tmdbKey: tmdbKey);
        await using var sink = await TelemetrySink.StartAsync();
        await MarkAsync(system);
        sink.Receive(system.Settings, exporter);
        system.Settings["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:00";
        system.Settings["TMDB_RETRIES"] = "0";
        system.Settings["ENRICHMENT_BATCH_SIZE"] = "1";
        var matrix = await system.AddTorrentAsync(Title);
        await system.AddTorrentAsync("Inception.2010.2160p.WEB-DL.DDP5.1-NTb");
        await system.ExecuteAsync("ALTER TABLE content ADD CONSTRAINT in_the_way CHECK (id <> '27205')");
        using var application = ApplicationProcess.Start(system.Settings);
        using var client = new HttpClient { BaseAddress = new Uri(await application.AddressAsync(), "/api/") };
        var answers = new StringBuilder();

        await Eventually.HoldsAsync(async () => await system.ContentAsync(matrix) == "603", application);
        await system.SendRawAsync(Convert.ToBase64String("no job"u8));
        await Eventually.HoldsAsync(async () => (await system.Ledger.CountAsync(Token)).Failed == 2, application);
        foreach (var fault in (FaultKind[])[FaultKind.BadKey, FaultKind.Maintenance, FaultKind.CdnBlock, FaultKind.Truncated, FaultKind.Refused])
        {
            system.Tmdb.Fail(new FaultOrder(fault));
            var name = $"Some.Title.{(int)fault}.2001.1080p.BluRay.x264-GRP";
            var hash = await system.AddTorrentAsync(name);
            await AskAsync(client, answers, "POST", "torrents/enrich", JsonSerializer.Serialize(new { infoHashes = (string[])[hash] }));
            system.Tmdb.Heal();
        }

        await AskEverythingAsync(client, answers);
        string[] expected = exporter == Exporter.Otlp
            ? ["/v1/traces", "/v1/logs", "tmdb.requests"]
            : ["\"RemoteDependencyData\"", "\"MessageData\"", "\"ExceptionData\"", "tmdb.requests"];
        await Eventually.HoldsAsync(
            () => Task.FromResult(Array.TrueForAll(expected, part => sink.Received.Contains(part, StringComparison.Ordinal))), application);

        var kept = await DumpAsync(system.StorageConnection);
        Assert.Contains("in_the_way", kept, StringComparison.Ordinal);
        Assert.Contains("tmdb_unauthorized", answers.ToString(), StringComparison.Ordinal);
        Assert.Contains("The Matrix", answers.ToString(), StringComparison.Ordinal);
        AssertNoSecret(StorageKeyOf(system), application.Output, sink.Received, answers.ToString(), kept);
    }

    [Theory]
    [InlineData(Exporter.Otlp)]
    [InlineData(Exporter.Insights)]
    public async Task Run_WithADatabaseThatRefusesOrIsAway_LetsNoSecretOut(Exporter exporter)
    {
        await using var system = await SystemUnderTest.StartAsync();
        await using var sink = await TelemetrySink.StartAsync();
        await MarkAsync(system);
        sink.Receive(system.Settings, exporter);
        var wrong = new NpgsqlConnectionStringBuilder(system.Settings["POSTGRES_DSN"]) { Port = 1 }.ConnectionString;
        var unknown = new NpgsqlConnectionStringBuilder(system.Settings["POSTGRES_DSN"]) { Database = "nowhere" }.ConnectionString;
        foreach (var dsn in (string[])[wrong, unknown, $"postgres://someone:{Password}@127.0.0.1:1/bitmagnet", $"host=127.0.0.1 port=1 user=someone password={Password}"])
        {
            system.Settings["POSTGRES_DSN"] = dsn;
            using var application = ApplicationProcess.Start(system.Settings);
            using var client = new HttpClient { BaseAddress = new Uri(await application.AddressAsync(), "/api/") };
            var answers = new StringBuilder();
            await AskAsync(client, answers, "POST", "torrents/enrich", """{"infoHashes":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]}""");
            await AskEverythingAsync(client, answers);

            Assert.Contains("database_unavailable", answers.ToString(), StringComparison.Ordinal);
            AssertNoSecret(StorageKeyOf(system), application.Output, sink.Received, answers.ToString(), await DumpAsync(system.StorageConnection));
        }
    }

    [Theory]
    [InlineData(Exporter.Otlp)]
    [InlineData(Exporter.Insights)]
    public async Task Run_WithAStorageAccountThatRefusesOrIsAway_LetsNoSecretOut(Exporter exporter)
    {
        await using var system = await SystemUnderTest.StartAsync();
        await using var sink = await TelemetrySink.StartAsync();
        await MarkAsync(system);
        sink.Receive(system.Settings, exporter);
        const string Signature = "c2VjcmV0LXNhcy1zaWduYXR1cmUtMTIzNDU2Nzg5MDEyMw%3D%3D";
        var wrongKey = Convert.ToBase64String(Encoding.UTF8.GetBytes("secret-storage-key-that-is-not-the-right-one-0123456789-abcdefgh"));
        var key = StorageKeyOf(system);
        var endpoints = system.StorageConnection[system.StorageConnection.IndexOf("BlobEndpoint", StringComparison.Ordinal)..];
        string[] connections =
        [
            system.StorageConnection.Replace(key, wrongKey, StringComparison.Ordinal),
            $"{endpoints}SharedAccessSignature=sv=2024-11-04&ss=bqt&srt=sco&sp=rwdlacup&se=2099-01-01T00:00:00Z&sig={Signature}",
            $"DefaultEndpointsProtocol=http;AccountName=gone;AccountKey={wrongKey};BlobEndpoint=http://127.0.0.1:1/gone;QueueEndpoint=http://127.0.0.1:1/gone;TableEndpoint=http://127.0.0.1:1/gone;",
        ];
        foreach (var connection in connections)
        {
            system.Settings["AzureWebJobsStorage"] = connection;
            using var application = ApplicationProcess.Start(system.Settings);
            using var client = new HttpClient { BaseAddress = new Uri(await application.AddressAsync(), "/api/") };
            var answers = new StringBuilder();
            await AskAsync(client, answers, "GET", "health");
            await AskAsync(client, answers, "GET", "health?format=text");
            await AskAsync(client, answers, "GET", "metrics");
            await AskAsync(client, answers, "GET", "dashboard/data");

            Assert.Contains("storage_unavailable", answers.ToString(), StringComparison.Ordinal);
            AssertNoSecret([key, wrongKey, Signature, Uri.UnescapeDataString(Signature)], application.Output, sink.Received, answers.ToString());
        }
    }

    [Theory]
    [InlineData("POSTGRES_DSN", $"postgres://someone:{Password}@host:port/name")]
    [InlineData("POSTGRES_DSN", $"host=x password={Password} nonsense")]
    [InlineData("POSTGRES_DSN", $"Host=x;Password={Password};Nonsense=1")]
    [InlineData("AzureWebJobsStorage", $"DefaultEndpointsProtocol=https;AccountKey={Password}")]
    [InlineData("AzureWebJobsStorage", $"BlobEndpoint=http://x;SharedAccessSignature=sig={Password}")]
    [InlineData("TMDB_BASE_URL", $"http://someone:{Password}@")]
    public async Task Start_WithASettingThatCannotBeRead_EndsWithoutRepeatingIt(string name, string value)
    {
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
            ["POSTGRES_HOST"] = "localhost",
            ["TMDB_API_KEY"] = V3Key,
            [name] = value,
        };
        using var application = ApplicationProcess.Start(settings);

        Assert.Equal(1, await application.WaitForExitAsync());
        Assert.Contains(name, application.Output, StringComparison.Ordinal);
        AssertNoSecret(Password, application.Output);
    }

    [Theory]
    [InlineData(Exporter.Otlp)]
    [InlineData(Exporter.Insights)]
    public async Task Run_AtTheUsualLogLevel_NamesNoTitleAndNoInfoHash(Exporter exporter)
    {
        await using var system = await SystemUnderTest.StartAsync();
        await using var sink = await TelemetrySink.StartAsync();
        sink.Receive(system.Settings, exporter);
        var matrix = await system.AddTorrentAsync(Title);
        using var application = ApplicationProcess.Start(system.Settings, "--exit-when-drained");

        Assert.Equal(0, await application.WaitForExitAsync());
        Assert.Equal("603", await system.ContentAsync(matrix));
        foreach (var channel in (string[])[application.Output, sink.Received])
        {
            Assert.NotEmpty(channel);
            Assert.DoesNotContain(matrix, channel, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Matrix", channel, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static async Task MarkAsync(SystemUnderTest system)
    {
        await system.ExecuteAsync($"CREATE ROLE marked SUPERUSER LOGIN PASSWORD '{Password}'");
        system.Settings["POSTGRES_DSN"] = new NpgsqlConnectionStringBuilder(system.Settings["POSTGRES_DSN"]) { Username = "marked", Password = Password }.ConnectionString;
        system.Settings["LOCALHOST_FUNCTION_KEY"] = FunctionKey;
        system.Settings["LOCALHOST_ADMIN_KEY"] = AdminKey;
        system.Settings["Logging__LogLevel__Default"] = "Trace";
        system.Settings["Logging__LogLevel__Microsoft.AspNetCore"] = "Trace";
        system.Settings["HEALTH_SCHEDULE"] = "* * * * * *";
    }

    private static async Task AskEverythingAsync(HttpClient client, StringBuilder answers)
    {
        await AskAsync(client, answers, "GET", "openapi.json");
        using var document = JsonDocument.Parse(answers.ToString()[answers.ToString().LastIndexOf("\n{", StringComparison.Ordinal)..]);
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject().Where(operation => operation.Name != "parameters"))
            {
                await AskAsync(client, answers, method.Name.ToUpperInvariant(), path.Name.TrimStart('/').Replace("{id}", "none", StringComparison.Ordinal), "{}");
            }
        }

        await AskAsync(client, answers, "GET", "health?format=text");
        await AskAsync(client, answers, "GET", "jobs?limit=200");
        await AskAsync(client, answers, "GET", "dashboard/history?range=1h");
        await AskAsync(client, answers, "POST", "explain", $$"""{"names":["{{Title}}"],"match":true}""");
        using var wrong = await client.GetAsync(new Uri($"health?code={AdminKey}wrong", UriKind.Relative), Token);
        await NoteAsync(answers, wrong);
        using var inQuery = await client.GetAsync(new Uri($"health?code={FunctionKey}", UriKind.Relative), Token);
        await NoteAsync(answers, inQuery);
        Assert.NotEqual(System.Net.HttpStatusCode.Unauthorized, inQuery.StatusCode);
    }

    private static async Task AskAsync(HttpClient client, StringBuilder answers, string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("x-functions-key", FunctionKey);
        request.Content = body is null || method == "GET" ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, Token);
        await NoteAsync(answers, answer);
    }

    private static async Task NoteAsync(StringBuilder answers, HttpResponseMessage answer) =>
        answers.Append((int)answer.StatusCode).Append(' ').Append(answer.Headers).Append(answer.Content.Headers).Append('\n')
            .Append(await answer.Content.ReadAsStringAsync(Token)).Append('\n');

    private static string StorageKeyOf(SystemUnderTest system) =>
        system.StorageConnection.Split(';').Single(part => part.StartsWith("AccountKey=", StringComparison.Ordinal))["AccountKey=".Length..];

    /// <summary>Every property of every row of every table, and every message.</summary>
    private static async Task<string> DumpAsync(string connection)
    {
        var text = new StringBuilder();
        var tables = new TableServiceClient(connection);
        await foreach (var table in tables.QueryAsync(cancellationToken: Token))
        {
            await foreach (var row in tables.GetTableClient(table.Name).QueryAsync<TableEntity>(cancellationToken: Token))
            {
                text.AppendJoin('\n', row.Keys.Select(name => row[name] is byte[] bytes ? Encoding.Latin1.GetString(bytes) : row[name])).AppendLine();
            }
        }

        foreach (var name in (string[])[StorageNames.EnrichmentQueue, StorageNames.PoisonQueue])
        {
            var queue = new QueueClient(connection, name);
            if (await queue.ExistsAsync(Token))
            {
                text.AppendJoin('\n', (await queue.PeekMessagesAsync(32, Token)).Value.Select(message => message.Body));
            }
        }

        return text.ToString();
    }

    private static void AssertNoSecret(string secret, params string[] channels) => AssertNoSecret([secret], channels);

    private static void AssertNoSecret(string[] more, params string[] channels)
    {
        foreach (var secret in Secrets.Concat(more))
        {
            foreach (var form in (string[])[secret, Uri.EscapeDataString(secret), JsonEncodedText.Encode(secret).Value])
            {
                foreach (var channel in channels)
                {
                    Assert.NotEmpty(channel);
                    var at = channel.IndexOf(form, StringComparison.OrdinalIgnoreCase);
                    Assert.True(at < 0, at < 0 ? "" : $"a secret is in: {channel[Math.Max(0, at - 300)..Math.Min(channel.Length, at + 60)]}");
                }
            }
        }
    }
}
