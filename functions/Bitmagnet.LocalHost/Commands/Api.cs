using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Bitmagnet.LocalHost.Commands;

/// <summary>Makes the HTTP calls of docs/operations.md to a running app.</summary>
internal sealed class Api : IDisposable
{
    private const string KeyHeader = "x-functions-key";

    // A sweep runs for up to SWEEP_TIME_BUDGET, and a torrent's look-up waits for TMDB.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);

    private readonly HttpClient http;

    public Api(ApiAddress address)
    {
        Address = address;
        http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = ConnectPatience, AllowAutoRedirect = false }) { BaseAddress = address.Url, Timeout = Patience };
        if (address.Key is { } key)
        {
            http.DefaultRequestHeaders.Add(KeyHeader, key);
        }
    }

    public ApiAddress Address { get; }

    /// <summary>Sends a request and returns the answer.</summary>
    /// <param name="path">Relative to the API, with its query.</param>
    /// <param name="body">Sent as JSON; null: none.</param>
    /// <exception cref="ApiException">No app answers, or it refuses the request; the message says so in one line.</exception>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return Read(response, text);
        }
        catch (HttpRequestException e)
        {
            throw new ApiException($"No app answers at {Address.Url} ({Why(e)}). Start it with run, or say where it is with --url or {ApiAddress.UrlSetting}.");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ApiException($"The app at {Address.Url} did not answer in time; look at its log.");
        }
    }

    /// <summary>A path with those parameters that have a value.</summary>
    public static string Path(string path, params (string Name, string? Value)[] query) =>
        QueryHelpers.AddQueryString(path, query.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value)));

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, cancellationToken);

    public Task<JsonElement> PostAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, path, null, cancellationToken);

    public Task<JsonElement> DeleteAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Delete, path, null, cancellationToken);

    public void Dispose() => http.Dispose();

    private JsonElement Read(HttpResponseMessage response, string text)
    {
        var json = Parse(text);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new ApiException($"The app at {Address.Url} {(Address.Key is null ? "asks for its function key" : "does not take this key")}: give it with --key or {ApiAddress.KeySetting}.");
        }

        // The health report of an unhealthy app has status 503, and is still an answer.
        return json is { ValueKind: JsonValueKind.Object } problem && !response.IsSuccessStatusCode && problem.TryGetProperty("detail", out var detail)
            ? throw new ApiException(detail.GetString()!)
            {
                IsRefusal = response.StatusCode == HttpStatusCode.BadRequest,
                Field = problem.TryGetProperty("field", out var field) ? field.GetString() : null,
            }
            : json is { } answer && (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.ServiceUnavailable) ? answer
            : throw new ApiException($"What answers at {Address.Url} is not this app ({(int)response.StatusCode}); say where the app is with --url or {ApiAddress.UrlSetting}.");
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null; // Read reports it.
        }
    }

    private static string Why(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "the name does not resolve",
        HttpRequestError.ConnectionError => "connection refused or not possible",
        HttpRequestError.SecureConnectionError => "its certificate is not trusted, or it speaks http only",
        _ => "the connection broke",
    };
}
