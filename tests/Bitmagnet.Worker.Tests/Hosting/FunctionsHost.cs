using System.Net;
using Bitmagnet.Worker.Tests.Protocol;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Content = Bitmagnet.Worker.Tests.Protocol.StreamingMessage.ContentOneofCase;

namespace Bitmagnet.Worker.Tests.Hosting;

/// <summary>
/// The part of the Functions host that one worker needs: it starts the built app, speaks the worker protocol over gRPC, and indexes, loads
/// and invokes its functions.
/// </summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    /// <summary>Only ends a hang: a busy machine may need many times what an idle one does.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly WebApplication server;
    private readonly WorkerStream stream;

    private FunctionsHost(WebApplication server, WorkerStream stream, WorkerProcess worker)
    {
        this.server = server;
        this.stream = stream;
        Worker = worker;
    }

    /// <summary>The worker's process.</summary>
    public WorkerProcess Worker { get; }

    /// <summary>The worker's capabilities.</summary>
    public IReadOnlyDictionary<string, string> Capabilities { get; private set; } = new Dictionary<string, string>();

    /// <summary>The functions in its metadata.</summary>
    public IReadOnlyList<IndexedFunction> Functions { get; private set; } = [];

    /// <summary>The result of loading each function, by name.</summary>
    public IReadOnlyDictionary<string, StatusResult> Loaded { get; private set; } = new Dictionary<string, StatusResult>();

    /// <summary>Everything that the worker has written and logged so far, for a failing test's message.</summary>
    public string Output => string.Join('\n', [.. Worker.Lines, .. stream.Logs.Select(log => $"{log.Category}: {log.Message} {log.Exception?.Message}")]);

    /// <summary>Listens and starts the app with these settings, without waiting for its connection.</summary>
    public static async Task<FunctionsHost> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var stream = new WorkerStream();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRouting().AddSingleton(stream).AddGrpc(grpc => grpc.MaxReceiveMessageSize = WorkerProcess.MaxMessageLength);
        var server = builder.Build();
        server.MapGrpcService<WorkerStream>();
        await server.StartAsync(Token);
        return new FunctionsHost(server, stream, WorkerProcess.Start(new Uri(server.Urls.Single()), Guid.NewGuid().ToString(), settings));
    }

    /// <summary>The same, and waits until functions can be invoked.</summary>
    public static async Task<FunctionsHost> StartAndLoadAsync(IReadOnlyDictionary<string, string> settings)
    {
        var host = await StartAsync(settings);
        try
        {
            await host.LoadAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the worker has opened its stream; other parts may still be starting.</summary>
    public Task ConnectedAsync() => OfWorkerAsync(stream.AnswerAsync(Content.StartStream));

    public IndexedFunction Function(string name) => Functions.Single(function => function.Name == name);

    /// <summary>Runs a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="trigger">The data for its trigger's parameter.</param>
    /// <param name="metadata">Further data about the trigger: the route's values, the message's properties.</param>
    public Invocation Invoke(IndexedFunction function, TypedData trigger, IReadOnlyDictionary<string, TypedData>? metadata = null)
    {
        var trace = Guid.NewGuid().ToString("N");
        var request = new InvocationRequest
        {
            InvocationId = Guid.NewGuid().ToString(),
            FunctionId = function.Id,
            InputData = { new ParameterBinding { Name = function.Parameter, Data = trigger } },
            TraceContext = new RpcTraceContext { TraceParent = $"00-{trace}-00f067aa0ba902b7-01" },
        };
        request.TriggerMetadata.Add(metadata?.ToDictionary() ?? []);
        var answer = stream.AskAsync(new StreamingMessage { InvocationRequest = request }, Content.InvocationResponse, request.InvocationId);
        return new Invocation(request.InvocationId, trace, ResultAsync(answer));

        async Task<StatusResult> ResultAsync(Task<StreamingMessage> answer) => (await OfWorkerAsync(answer)).InvocationResponse.Result;
    }

    /// <summary>Asks the worker to cancel an invocation.</summary>
    public void Cancel(Invocation invocation) => stream.Send(new StreamingMessage
    {
        InvocationCancel = new InvocationCancel { InvocationId = invocation.Id, GracePeriod = Duration.FromTimeSpan(TimeSpan.FromSeconds(5)) },
    });

    public void Terminate() => stream.Send(new StreamingMessage { WorkerTerminate = new WorkerTerminate { GracePeriod = Duration.FromTimeSpan(TimeSpan.FromSeconds(5)) } });

    /// <summary>Asks the worker for its status.</summary>
    public Task AskStatusAsync() => OfWorkerAsync(stream.AskAsync(new StreamingMessage { WorkerStatusRequest = new() }, Content.WorkerStatusResponse));

    public async ValueTask DisposeAsync()
    {
        await Worker.DisposeAsync();
        await server.DisposeAsync();
    }

    private async Task LoadAsync()
    {
        await ConnectedAsync();
        var init = (await AskAsync(
            new StreamingMessage
            {
                WorkerInitRequest = new WorkerInitRequest { HostVersion = "4.1045.200.0", WorkerDirectory = WorkerProcess.Folder, FunctionAppDirectory = WorkerProcess.Folder },
            },
            Content.WorkerInitResponse)).WorkerInitResponse;
        Assert.True(init.Result.Status == StatusResult.Types.Status.Success, Output);
        Capabilities = init.Capabilities;

        var metadata = (await AskAsync(
            new StreamingMessage { FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = WorkerProcess.Folder } },
            Content.FunctionMetadataResponse)).FunctionMetadataResponse;
        Assert.True(metadata.Result.Status == StatusResult.Types.Status.Success, Output);
        Functions = [.. metadata.FunctionMetadataResults.Select(result => new IndexedFunction(result)).OrderBy(function => function.Name, StringComparer.Ordinal)];

        var loaded = new Dictionary<string, StatusResult>();
        foreach (var function in Functions)
        {
            loaded[function.Name] = (await AskAsync(function.LoadRequest, Content.FunctionLoadResponse, function.Id)).FunctionLoadResponse.Result;
        }

        Loaded = loaded;
    }

    private Task<StreamingMessage> AskAsync(StreamingMessage request, Content answer, string id = "") =>
        OfWorkerAsync(stream.AskAsync(request, answer, id));

    /// <summary>The answer; fails with the worker's output if it ends or stays silent.</summary>
    private async Task<StreamingMessage> OfWorkerAsync(Task<StreamingMessage> answer)
    {
        using var patience = new CancellationTokenSource();
        var first = await Task.WhenAny(answer, Worker.Exited, Task.Delay(Patience, patience.Token));
        await patience.CancelAsync();
        Assert.True(first == answer, $"The worker {(Worker.Exited.IsCompleted ? "ended" : "did not answer")}:\n{Output}");
        return await answer;
    }
}
