using Azure.Core;
using Azure.Core.Pipeline;

namespace Bitmagnet.Functions.Tests.Enrichment;

/// <summary>Holds the first request to storage that matches until it is released: what others do meanwhile comes in between, on any machine.</summary>
internal sealed class HeldRequest(Func<Request, bool> matches) : HttpPipelinePolicy
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends once the request is held.</summary>
    public Task Reached => reached.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);

    public void Release() => released.TrySetResult();

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("The application sends asynchronously.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (matches(message.Request) && reached.TrySetResult())
        {
            await released.Task.WaitAsync(message.CancellationToken);
        }

        await ProcessNextAsync(message, pipeline);
    }
}
