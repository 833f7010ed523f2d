using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;

namespace Bitmagnet.Functions.Tests.Enrichment;

/// <summary>A storage account that fails the first requests: with 503, or as <paramref name="fault"/> says.</summary>
internal sealed class FailingRequests(int count, Func<Exception>? fault = null) : HttpPipelineSynchronousPolicy
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

    public QueueServiceClient Queues(StorageConnection connection)
    {
        var options = new QueueClientOptions();
        options.Retry.MaxRetries = 0;
        options.AddPolicy(this, HttpPipelinePosition.PerCall);
        return connection.Queues(options);
    }

    public override void OnSendingRequest(HttpMessage message)
    {
        if (Interlocked.Decrement(ref left) >= 0)
        {
            throw fault?.Invoke() ?? new Azure.RequestFailedException(503, "The server is busy.");
        }
    }
}
