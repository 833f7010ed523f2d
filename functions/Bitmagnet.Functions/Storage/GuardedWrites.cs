using Azure;
using Azure.Data.Tables;

namespace Bitmagnet.Functions.Storage;

/// <summary>Writes of rows that other instances write, too: each names the version it has read, and of two writers one loses. That is no error.</summary>
internal static class GuardedWrites
{
    /// <summary>Adds a row, or replaces the version that was read.</summary>
    /// <param name="version">The version that was read; null or the default where there was none.</param>
    /// <returns>The new version; null where another was faster.</returns>
    public static async Task<ETag?> TryWriteAsync(this TableClient table, TableEntity row, ETag? version, CancellationToken cancellationToken)
    {
        ETag? written = null;
        await TryAsync(async () => written = (version is null || version == default(ETag)
            ? await table.AddEntityAsync(row, cancellationToken)
            : await table.UpdateEntityAsync(row, version.Value, TableUpdateMode.Replace, cancellationToken)).Headers.ETag);
        return written;
    }

    /// <summary>Writes in any other way; false where another was faster.</summary>
    public static async Task<bool> TryAsync(Func<Task> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412 && !StorageFaults.IsOfTheStorage(e))
        {
            return false;
        }
    }
}
