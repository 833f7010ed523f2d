using Azure.Core;
using Azure.Core.Pipeline;

namespace Bitmagnet.Functions.Tests.Jobs;

/// <summary>Counts the requests to the tables.</summary>
internal sealed class CountedRequests : HttpPipelineSynchronousPolicy
{
    private int count;

    public TableServiceClient Tables(string connection)
    {
        var options = new TableClientOptions();
        options.AddPolicy(this, HttpPipelinePosition.PerRetry);
        return new TableServiceClient(connection, options);
    }

    public async Task<int> OfAsync(Func<Task> work)
    {
        var before = count;
        await work();
        return count - before;
    }

    public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref count);
}
