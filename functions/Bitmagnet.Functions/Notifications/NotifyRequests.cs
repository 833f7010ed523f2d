using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Notifications;

/// <summary>Makes the request that each form of service expects. Pure.</summary>
internal static class NotifyRequests
{
    // Discord takes 2,000 characters, ntfy 4,096 bytes; no list of findings is as long.
    private const int Longest = 1_900;

    /// <summary>The request.</summary>
    public static HttpRequestMessage Of(NotifyTarget target, Notification notification) => target.Form switch
    {
        NotifyForm.Ntfy => Ntfy(target, notification),
        NotifyForm.Discord => Post(target.Address, new JsonObject { ["content"] = Cut($"**{notification.Title}**\n{notification.Text}"), ["allowed_mentions"] = new JsonObject { ["parse"] = new JsonArray() } }),
        NotifyForm.Slack => Authorized(Post(target.Address, new JsonObject { ["text"] = Cut(Escape($"*{notification.Title}*\n{notification.Text}")) }), target),
        NotifyForm.Gotify => Gotify(target, notification),
        _ => Authorized(Webhook(target, notification), target),
    };

    private static HttpRequestMessage Webhook(NotifyTarget target, Notification notification) => new(HttpMethod.Post, target.Address)
    {
        Content = JsonContent.Create(notification, AnswerJson.Default.Notification),
    };

    // As JSON, since a title in a header would have to be ASCII: https://docs.ntfy.sh/publish/#publish-as-json.
    private static HttpRequestMessage Ntfy(NotifyTarget target, Notification notification)
    {
        var path = target.Address.AbsolutePath;
        var topic = path.LastIndexOf('/');
        var server = new UriBuilder(target.Address) { Path = path[..(topic + 1)], Query = "" }.Uri;
        return Authorized(
            Post(server, new JsonObject
            {
                ["topic"] = Uri.UnescapeDataString(path[(topic + 1)..]),
                ["title"] = notification.Title,
                ["message"] = Cut(notification.Text),
                ["priority"] = notification.Status switch { HealthStatus.Unhealthy => 5, HealthStatus.Degraded => 4, _ => 3 },
                ["tags"] = new JsonArray(notification.Status switch { HealthStatus.Unhealthy => "rotating_light", HealthStatus.Degraded => "warning", _ => "white_check_mark" }),
            }),
            target);
    }

    // https://gotify.net/docs/pushmsg; the token as a header, so that it is in nobody's log of addresses.
    private static HttpRequestMessage Gotify(NotifyTarget target, Notification notification)
    {
        var path = target.Address.AbsolutePath.TrimEnd('/');
        var address = new UriBuilder(target.Address) { Path = path.EndsWith("/message", StringComparison.Ordinal) ? path : path + "/message", Query = "" }.Uri;
        var request = Post(address, new JsonObject
        {
            ["title"] = notification.Title,
            ["message"] = Cut(notification.Text),
            ["priority"] = notification.Status switch { HealthStatus.Unhealthy => 8, HealthStatus.Degraded => 5, _ => 4 },
        });
        request.Headers.TryAddWithoutValidation("X-Gotify-Key", Uri.UnescapeDataString(NotifyTarget.Token(target.Address)!));
        return request;
    }

    private static HttpRequestMessage Post(Uri address, JsonObject body) => new(HttpMethod.Post, address)
    {
        Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
    };

    /// <summary>User and password as they are; a token alone is a bearer.</summary>
    private static HttpRequestMessage Authorized(HttpRequestMessage request, NotifyTarget target)
    {
        if (target.Credentials.Length > 0)
        {
            request.Headers.Authorization = target.Credentials.Contains(':', StringComparison.Ordinal)
                ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(target.Credentials)))
                : new AuthenticationHeaderValue("Bearer", target.Credentials);
        }

        return request;
    }

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Cut(string text) => text.Length <= Longest ? text : text[..(Longest - 1)] + "…";
}
