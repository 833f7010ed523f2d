using System.Collections.Concurrent;
using System.Threading.Channels;
using Bitmagnet.Worker.Tests.Protocol;
using Grpc.Core;
using Content = Bitmagnet.Worker.Tests.Protocol.StreamingMessage.ContentOneofCase;

namespace Bitmagnet.Worker.Tests.Hosting;

/// <summary>The host's end of a worker's stream: sends messages, and passes each answer to its waiting caller.</summary>
internal sealed class WorkerStream : FunctionRpc.FunctionRpcBase
{
    private readonly Channel<StreamingMessage> outgoing = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentDictionary<(Content Content, string Id), TaskCompletionSource<StreamingMessage>> answers = new();
    private readonly ConcurrentQueue<RpcLog> logs = new();

    /// <summary>The worker's log messages so far.</summary>
    public IReadOnlyCollection<RpcLog> Logs => logs;

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        var sending = SendAllAsync(responseStream, context.CancellationToken);
        try
        {
            await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken))
            {
                Take(message);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The worker ended. Callers that wait for an answer watch its process.
        }

        outgoing.Writer.TryComplete();
        await sending;
    }

    /// <summary>Sends a message that has no answer.</summary>
    public void Send(StreamingMessage message) => Assert.True(outgoing.Writer.TryWrite(message), "the worker has closed its stream");

    /// <summary>Sends a message, and waits for its answer.</summary>
    public Task<StreamingMessage> AskAsync(StreamingMessage message, Content answer, string id = "")
    {
        var answered = AnswerAsync(answer, id);
        Send(message);
        return answered;
    }

    /// <summary>Waits for a message of this kind with this function's or invocation's id, unless it has arrived already.</summary>
    public Task<StreamingMessage> AnswerAsync(Content content, string id = "") => Waiting((content, id)).Task;

    private async Task SendAllAsync(IServerStreamWriter<StreamingMessage> writer, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in outgoing.Reader.ReadAllAsync(cancellationToken))
            {
                await writer.WriteAsync(message, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The worker ended.
        }
    }

    private void Take(StreamingMessage message)
    {
        if (message.ContentCase == Content.RpcLog)
        {
            logs.Enqueue(message.RpcLog);
            return;
        }

        var id = message.ContentCase switch
        {
            Content.FunctionLoadResponse => message.FunctionLoadResponse.FunctionId,
            Content.InvocationResponse => message.InvocationResponse.InvocationId,
            _ => "",
        };
        Waiting((message.ContentCase, id)).TrySetResult(message);
    }

    private TaskCompletionSource<StreamingMessage> Waiting((Content, string) key) =>
        answers.GetOrAdd(key, _ => new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously));
}
