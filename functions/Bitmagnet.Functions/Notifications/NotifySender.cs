namespace Bitmagnet.Functions.Notifications;

/// <summary>Sends notifications. IHttpClientFactory would log the address, and spans would hold its path: it uses neither.</summary>
internal sealed class NotifySender : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        ConnectTimeout = Patience,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    })
    {
        Timeout = Patience,
    };

    /// <summary>Sends one. Null where it was taken, else the reason in words, without the address.</summary>
    public async Task<string?> SendAsync(NotifyTarget target, Notification notification, CancellationToken cancellationToken)
    {
        try
        {
            using var request = NotifyRequests.Of(target, notification);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode ? null : $"it answered {(int)response.StatusCode}";
        }
        catch (HttpRequestException e)
        {
            return $"it cannot be reached ({e.HttpRequestError})";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "it does not answer in time";
        }
    }

    public void Dispose() => http.Dispose();
}
