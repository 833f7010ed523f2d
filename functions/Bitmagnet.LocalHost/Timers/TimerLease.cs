using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Bitmagnet.LocalHost.Timers;

/// <summary>The blob lease that makes a timer a singleton, renewed at half-time.</summary>
internal sealed class TimerLease(string function, BlobLeaseClient lease, TimeSpan length, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource ended = new();
    private readonly CancellationTokenSource lost = new();
    private Task renewing = Task.CompletedTask;

    /// <summary>Cancelled when another host may hold the timer.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>Takes the lease; null if another host has it.</summary>
    public static async Task<TimerLease?> AcquireAsync(
        string function, BlobClient blob, TimeSpan length, TimeProvider time, ILogger logger, CancellationToken cancellation)
    {
        await EnsureBlobAsync(blob, cancellation);
        var lease = blob.GetBlobLeaseClient();
        try
        {
            await lease.AcquireAsync(length, cancellationToken: cancellation);
            var held = new TimerLease(function, lease, length, time, logger);
            held.renewing = held.RenewAsync();
            return held;
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.LeaseAlreadyPresent)
        {
            return null;
        }
    }

    /// <summary>Releases the lease, so another host need not wait until it expires.</summary>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await renewing;
        if (!lost.IsCancellationRequested)
        {
            try
            {
                await lease.ReleaseAsync(cancellationToken: CancellationToken.None);
            }
            catch (Exception exception)
            {
                Log.TimerLeaseNotReleased(logger, function, exception);
            }
        }

        ended.Dispose();
        lost.Dispose();
    }

    private static async Task EnsureBlobAsync(BlobClient blob, CancellationToken cancellation)
    {
        if (await blob.ExistsAsync(cancellation))
        {
            return;
        }

        var container = blob.GetParentBlobContainerClient();
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        try
        {
            var onlyIfNew = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await blob.UploadAsync(BinaryData.Empty, onlyIfNew, cancellation);
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            // Another host made it just now.
        }
    }

    private async Task RenewAsync()
    {
        var renewed = time.GetTimestamp();
        var pause = length / 2;
        while (await PauseAsync(pause))
        {
            try
            {
                await lease.RenewAsync(cancellationToken: ended.Token);
                renewed = time.GetTimestamp();
                pause = length / 2;
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                var isTaken = exception is RequestFailedException { Status: 404 or 409 or 412 };
                if (isTaken || time.GetElapsedTime(renewed) >= length)
                {
                    Log.TimerLeaseLost(logger, function, exception);
                    await lost.CancelAsync();
                    return;
                }

                pause = length / 10;
            }
        }
    }

    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        await Task.Delay(pause, time, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !ended.IsCancellationRequested;
    }
}
