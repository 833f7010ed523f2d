using Azure.Core;
using Azure.Core.Pipeline;

namespace Bitmagnet.Functions.Tests.Enrichment;

/// <summary>A storage account that fails the first requests: with 503, or as <paramref name="fault"/> says.</summary>
internal sealed class FailingRequests(int count, Func<Exception>? fault = null) : HttpPipelineSynchronousPolicy
{
    private int left = count;

    /// <summary>Requests still to be failed.</summary>
    public int Left => Math.Max(0, left);

    public override void OnSendingRequest(HttpMessage message)
    {
        if (Interlocked.Decrement(ref left) >= 0)
        {
            throw fault?.Invoke() ?? new Azure.RequestFailedException(503, "The server is busy.");
        }
    }
}
