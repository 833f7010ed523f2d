using System.Net;
using System.Text;
using System.Text.Json;
using NJsonSchema;

namespace Bitmagnet.EndToEnd.Tests;

/// <summary>Calls every HTTP function with keys configured, for each possible status, and compares each body with the document.</summary>
public sealed class HttpTests(HttpTests.Application application) : IClassFixture<HttpTests.Application>
{
    private const string Json = "application/json";
    private const string Hash = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    /// <summary>Method, path, its pattern in the document, body, content type, status, field at fault.</summary>
    public static TheoryData<string, string, string, string?, string?, int, string?> Requests => new()
    {
        { "GET", "health", "/health", null, null, 200, null },
        { "GET", "health?format=text", "/health", null, null, 200, null },
        { "GET", "health?format=xml", "/health", null, null, 400, "format" },
        { "GET", "health/live", "/health/live", null, null, 200, null },
        { "GET", "metrics", "/metrics", null, null, 200, null },
        { "GET", "jobs", "/jobs", null, null, 200, null },
        { "GET", "jobs?status=failed&reason=malformed&limit=1", "/jobs", null, null, 200, null },
        { "GET", "jobs?status=done", "/jobs", null, null, 400, "status" },
        { "GET", "jobs?limit=201", "/jobs", null, null, 400, "limit" },
        { "GET", "jobs?continuation=%21", "/jobs", null, null, 400, "continuation" },
        { "GET", "jobs?state=failed", "/jobs", null, null, 400, "state" },
        { "GET", "jobs/{job}", "/jobs/{id}", null, null, 200, null },
        { "GET", "jobs/none", "/jobs/{id}", null, null, 404, null },
        { "GET", "jobs/no%20id", "/jobs/{id}", null, null, 404, null },
        { "POST", "jobs/{job}/replay", "/jobs/{id}/replay", null, null, 409, null },
        { "POST", "jobs/none/replay", "/jobs/{id}/replay", null, null, 404, null },
        { "POST", "jobs/replay?reason=poisoned", "/jobs/replay", null, null, 200, null },
        { "POST", "jobs/replay", "/jobs/replay", null, null, 400, "reason" },
        { "POST", "jobs/replay?reason=poisoned&limit=x", "/jobs/replay", null, null, 400, "limit" },
        { "POST", "jobs/replay?reason=poisoned&limt=1", "/jobs/replay", null, null, 400, "limt" },
        { "DELETE", "jobs/none", "/jobs/{id}", null, null, 404, null },
        { "POST", "notifications/test", "/notifications/test", null, null, 200, null },
        { "POST", "enrichment/pause", "/enrichment/pause", null, null, 200, null },
        { "POST", "enrichment/resume", "/enrichment/resume", null, null, 200, null },
        { "POST", "torrents/enrich", "/torrents/enrich", $$"""{"infoHashes":["{{Hash}}"]}""", Json, 200, null },
        { "POST", "torrents/enrich", "/torrents/enrich", """{"infoHashes":["zz"]}""", Json, 400, "infoHashes[0]" },
        { "POST", "torrents/enrich", "/torrents/enrich", $$"""{"infoHashes":["{{Hash}}"],"force":1}""", Json, 400, "force" },
        { "POST", "torrents/enrich", "/torrents/enrich", "{", Json, 400, "body" },
        { "POST", "torrents/enrich", "/torrents/enrich", null, Json, 400, "body" },
        { "POST", "torrents/enrich", "/torrents/enrich", "{}", "text/plain", 415, "Content-Type" },
        { "POST", "torrents/enrich", "/torrents/enrich", "large", Json, 413, "body" },
        { "GET", "backfill", "/backfill", null, null, 200, null },
        { "DELETE", "backfill", "/backfill", null, null, 200, null },
        { "POST", "backfill", "/backfill", """{"since":"soon"}""", Json, 400, "since" },
        { "POST", "backfill", "/backfill", """{"contentTypes":["music"]}""", Json, 400, "contentTypes[0]" },
        { "POST", "backfill", "/backfill", "{}", null, 415, "Content-Type" },
        { "POST", "backfill", "/backfill", "large", Json, 413, "body" },
        { "POST", "explain", "/explain", """{"names":["The.Matrix.1999"],"match":true}""", Json, 200, null },
        { "POST", "explain", "/explain", """{"names":[7]}""", Json, 400, "names[0]" },
        { "POST", "explain", "/explain", """{"name":"x"}""", Json, 400, "name" },
        { "POST", "explain", "/explain", "{}", "application/xml", 415, "Content-Type" },
        { "POST", "explain", "/explain", "large", Json, 413, "body" },
        { "GET", "sweep", "/sweep", null, null, 200, null },
        { "POST", "sweep?dryRun=true", "/sweep", null, null, 200, null },
        { "POST", "sweep?dryRun=perhaps", "/sweep", null, null, 400, "dryRun" },
        { "GET", "dashboard", "/dashboard", null, null, 200, null },
        { "GET", "dashboard/data", "/dashboard/data", null, null, 200, null },
        { "GET", "dashboard/history?range=1h", "/dashboard/history", null, null, 200, null },
        { "GET", "dashboard/history", "/dashboard/history", null, null, 400, "range" },
        { "GET", "openapi.json", "/openapi.json", null, null, 200, null },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_OfEachKind_AnswersTheStatusAndTheBodyThatTheDocumentSays(
        string method, string path, string pattern, string? body, string? contentType, int status, string? field)
    {
        using var request = application.Request(method, path, Application.Key);
        request.Content = body is null && contentType is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body == "large" ? new string(' ', 65 * 1024) : body ?? ""));
        if (contentType is not null)
        {
            request.Content!.Headers.ContentType = new(contentType);
        }

        using var answer = await application.Client.SendAsync(request, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);

        Assert.True(status == (int)answer.StatusCode, $"{(int)answer.StatusCode}: {text}");
        await application.AssertDocumentedAsync(pattern, method, status, answer.Content.Headers.ContentType?.MediaType, text);
        if (status >= 400)
        {
            var problem = JsonDocument.Parse(text).RootElement;
            Assert.Equal(status, problem.GetProperty("status").GetInt32());
            Assert.Equal(field, problem.TryGetProperty("field", out var named) ? named.GetString() : null);
        }
    }

    [Fact]
    public async Task Request_WithoutOrWithAWrongKey_IsRefusedOnEveryFunctionThatTheDocumentDoesNotCallOpen()
    {
        var seen = 0;
        foreach (var (path, method, isOpen) in application.Operations)
        {
            foreach (var key in (string?[])[null, "wrong"])
            {
                using var request = application.Request(method, path.TrimStart('/').Replace("{id}", "none", StringComparison.Ordinal), key);
                using var answer = await application.Client.SendAsync(request, Token);
                Assert.True((answer.StatusCode == HttpStatusCode.Unauthorized) != isOpen, $"{method} {path} with key {key}: {answer.StatusCode}");
                seen++;
            }
        }

        Assert.Equal(application.Operations.Count * 2, seen);
    }

    [Fact]
    public async Task Request_WithAMethodThatAPathDoesNotKnow_IsRefusedWithThoseItKnows()
    {
        foreach (var path in application.Operations.GroupBy(operation => operation.Path, operation => operation.Method))
        {
            using var request = application.Request("PATCH", path.Key.TrimStart('/').Replace("{id}", "none", StringComparison.Ordinal), Application.Key);
            using var answer = await application.Client.SendAsync(request, Token);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
            Assert.Superset(path.ToHashSet(), answer.Content.Headers.Allow.ToHashSet());
        }
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("jobs/a/b/c")]
    [InlineData("enrichment")]
    public async Task Request_OfAPathThatIsNone_IsNotFound(string path)
    {
        using var request = application.Request("GET", path, Application.Key);
        using var answer = await application.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("/jobs", """{"jobs":7}""")]
    [InlineData("/backfill", """{"state":"none","since":null,"until":null,"contentTypes":null,"rematch":false,"startedAt":null,"endedAt":null,"fed":"0","share":0,"timeLeft":null}""")]
    [InlineData("/health", """{"status":"fine"}""")]
    [InlineData("/health", """{"findings":[{"since":1}]}""")]
    public async Task Document_ABodyOfAnotherShape_DoesNotFit(string path, string body) =>
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => application.AssertDocumentedAsync(path, "GET", 200, Json, body));

    [Fact]
    public async Task Live_WithoutAKey_AnswersNothingElse()
    {
        using var answer = await application.Client.GetAsync(new Uri("health/live", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Token));
    }

    /// <summary>One application for all requests, and its document.</summary>
    public sealed class Application : IAsyncLifetime
    {
        public const string Key = "the-function-key";

        private SystemUnderTest system = null!;
        private ApplicationProcess process = null!;
        private JsonElement document;
        private string job = "";

        public HttpClient Client { get; private set; } = null!;

        public IReadOnlyList<(string Path, string Method, bool IsOpen)> Operations { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            system = await SystemUnderTest.StartAsync();
            system.Settings["LOCALHOST_FUNCTION_KEY"] = Key;
            await system.SendRawAsync(Convert.ToBase64String("no job"u8));
            process = ApplicationProcess.Start(system.Settings);
            Client = new HttpClient { BaseAddress = new Uri(await process.AddressAsync(), "/api/") };
            await Eventually.HoldsAsync(async () => (await system.Ledger.CountAsync(Token)).Failed == 1, process);
            await Eventually.HoldsAsync(IsHealthyAsync, process); // the first check opens connections and may exceed its deadline
            job = (await system.Ledger.ListAsync(null, null, null, 1, Token)).Jobs[0].Id;
            using var request = Request("GET", "openapi.json", Key);
            using var answer = await Client.SendAsync(request, Token);
            document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement;
            Operations =
            [
                .. from path in document.GetProperty("paths").EnumerateObject()
                   from operation in path.Value.EnumerateObject()
                   where operation.Name != "parameters"
                   select (path.Name, operation.Name.ToUpperInvariant(), operation.Value.TryGetProperty("security", out var security) && security.GetArrayLength() == 0),
            ];
        }

        public async ValueTask DisposeAsync()
        {
            Client?.Dispose();
            process?.Dispose();
            await system.DisposeAsync();
        }

        private async Task<bool> IsHealthyAsync()
        {
            using var request = Request("GET", "health", Key);
            using var answer = await Client.SendAsync(request, Token);
            return answer.IsSuccessStatusCode;
        }

        public HttpRequestMessage Request(string method, string path, string? key)
        {
            var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{job}", job, StringComparison.Ordinal));
            if (key is not null)
            {
                request.Headers.Add("x-functions-key", key);
            }

            return request;
        }

        /// <summary>The document names the status and the type of the body, and its schema fits the body.</summary>
        public async Task AssertDocumentedAsync(string path, string method, int status, string? mediaType, string body)
        {
            var response = Follow(document.GetProperty("paths").GetProperty(path).GetProperty(method.ToLowerInvariant())
                .GetProperty("responses").GetProperty(status.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            if (mediaType is null)
            {
                Assert.False(response.TryGetProperty("content", out _));
                return;
            }

            var schema = response.GetProperty("content").GetProperty(mediaType).GetProperty("schema");
            if (mediaType.EndsWith("json", StringComparison.Ordinal))
            {
                // The schema's references point into the document.
                var whole = JsonSerializer.SerializeToNode(schema)!.AsObject();
                whole["components"] = JsonSerializer.SerializeToNode(document.GetProperty("components"));
                var errors = (await JsonSchema.FromJsonAsync(whole.ToJsonString(), Token)).Validate(body);
                Assert.True(errors.Count == 0, $"{string.Join('\n', errors)}\n{body}");
            }
        }

        private JsonElement Follow(JsonElement element) => element.TryGetProperty("$ref", out var reference)
            ? reference.GetString()!.Split('/').Skip(1).Aggregate(document, (part, name) => part.GetProperty(name))
            : element;
    }
}
