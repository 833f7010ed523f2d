using System.Net.Sockets;
using Bitmagnet.Worker.Tests.Protocol;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Bitmagnet.Worker.Tests.Hosting;

/// <summary>
/// The host's HTTP side for a worker with the ASP.NET Core integration: the invocation goes over the stream with only the route's values,
/// and the request goes to the worker's own address under the invocation's id.
/// </summary>
internal sealed class HttpFront(FunctionsHost host) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectCallback = (context, token) => ConnectAsync(context.DnsEndPoint.Port, token) })
    {
        BaseAddress = new Uri(new Uri(host.Capabilities["HttpUri"]), "/api/"),
    };

    /// <summary>Answers a request as the host does.</summary>
    /// <param name="request">Its address is a path below <c>/api/</c>.</param>
    /// <returns>The answer, the function that gave it, and how the host sees the invocation.</returns>
    public async Task<(HttpResponseMessage Answer, string Function, StatusResult Result)> SendAsync(HttpRequestMessage request)
    {
        var path = "/" + (request.RequestUri?.OriginalString ?? "").Split('?')[0];
        var values = new RouteValueDictionary();
        var function = host.Functions.OrderBy(HasParameter).First(candidate => Matches(candidate, request.Method, path, values = []));
        var route = values.ToDictionary(value => value.Key, value => (string)value.Value!);
        var http = new RpcHttp();
        http.Params.Add(route);

        var invocation = host.Invoke(function, new TypedData { Http = http }, route.ToDictionary(value => value.Key, value => new TypedData { String = value.Value }));
        request.Headers.Add("x-ms-invocation-id", invocation.Id);
        var answer = await client.SendAsync(request, Token);
        return (answer, function.Name, await invocation.Result);
    }

    public void Dispose() => client.Dispose();

    private static bool Matches(IndexedFunction function, HttpMethod method, string path, RouteValueDictionary values) =>
        function.TriggerType == "httpTrigger"
        && function.Trigger.GetProperty("methods").EnumerateArray().Any(allowed => method.Method.Equals(allowed.GetString(), StringComparison.OrdinalIgnoreCase))
        && new TemplateMatcher(TemplateParser.Parse(function.Trigger.GetProperty("route").GetString()!), []).TryMatch(path, values);

    // As in the host's routing a literal precedes a parameter; constraints are ignored here.
    private static bool HasParameter(IndexedFunction function) =>
        function.TriggerType == "httpTrigger" && function.Trigger.GetProperty("route").GetString()!.StartsWith('{');

    /// <summary>Connects to the worker, and retries if refused: a worker answers the host before it listens for requests.</summary>
    private static async ValueTask<Stream> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(FunctionsHost.Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync("localhost", port, patience.Token);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                socket.Dispose();
                await timer.WaitForNextTickAsync(patience.Token);
            }
        }
    }
}
