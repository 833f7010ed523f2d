using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Functions.Worker;

namespace Bitmagnet.LocalHost.Timers;

/// <summary>Stores one schedule's record in a blob.</summary>
internal sealed class TimerStatusStore(BlobClient blob)
{
    /// <summary>The record; null if there is none or it cannot be read.</summary>
    public async Task<ScheduleStatus?> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            var content = await blob.DownloadContentAsync(cancellation);
            return JsonSerializer.Deserialize(content.Value.Content.ToMemory().Span, TimerJson.Default.ScheduleStatus);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode is { } code
            && (code == BlobErrorCode.BlobNotFound || code == BlobErrorCode.ContainerNotFound))
        {
            return null;
        }
        catch (JsonException)
        {
            // Another program wrote it: the schedule starts afresh, and the next write replaces it.
            return null;
        }
    }

    public Task WriteAsync(ScheduleStatus status, CancellationToken cancellation) =>
        blob.UploadAsync(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(status, TimerJson.Default.ScheduleStatus)), overwrite: true, cancellation);
}
