using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Tests.Enrichment;

/// <summary>A storage account whose tables answer the first requests with 503.</summary>
internal sealed class FailingRequests(int count) : HttpPipelineSynchronousPolicy
{
    private int left = count;

    /// <summary>Requests still to be failed.</summary>
    public int Left => Math.Max(0, left);

    public TableServiceClient Tables(StorageConnection connection)
    {
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 0;
        options.AddPolicy(this, HttpPipelinePosition.PerCall);
        return connection.Tables(options);
    }

    public override void OnSendingRequest(HttpMessage message)
    {
        if (Interlocked.Decrement(ref left) >= 0)
        {
            throw new Azure.RequestFailedException(503, "The server is busy.");
        }
    }
}
