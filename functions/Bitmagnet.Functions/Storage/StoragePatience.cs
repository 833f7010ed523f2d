using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Bitmagnet.Functions.Storage;

/// <summary>
/// How long the application waits for the storage account. Messages and timers have the time of the SDK's own retries and time-outs. The caller
/// of an HTTP function has not: an account that does not answer is not asked again, and one that refuses is asked once more.
/// </summary>
internal sealed class StoragePatience(RetryOptions retry)
    : RetryPolicy(retry.MaxRetries, DelayStrategy.CreateExponentialDelayStrategy(retry.Delay, retry.MaxDelay))
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    private static readonly AsyncLocal<bool> Waited = new();

    /// <summary>From now on in this flow of execution, somebody waits for an answer; it ends with the asynchronous method that says so.</summary>
    public static void SomebodyWaits() => Waited.Value = true;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (Waited.Value)
        {
            message.NetworkTimeout = Longest;
        }

        try
        {
            await base.ProcessAsync(message, pipeline);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && !message.CancellationToken.IsCancellationRequested)
        {
            // A single attempt ends so; several end in one AggregateException.
            throw new RequestFailedException("The storage account did not answer in time.", e);
        }
    }

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        (!Waited.Value || (exception is null && message.ProcessingContext.RetryNumber == 0)) && await base.ShouldRetryAsync(message, exception);
}
