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

    /// <summary>The same for rows of one partition in one transaction: all are written, or none.</summary>
    /// <returns>Null where they are written; otherwise the position of a row with which another was faster.</returns>
    public static async Task<int?> TryWriteAsync(this TableClient table, IReadOnlyList<(TableEntity Row, ETag Version)> rows, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(
                rows.Select(row => row.Version == default(ETag)
                    ? new TableTransactionAction(TableTransactionActionType.Add, row.Row)
                    : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row.Row, row.Version)),
                cancellationToken);
            return null;
        }
        catch (TableTransactionFailedException e) when (IsTooLate(e) && e.FailedTransactionActionIndex is { } position && position < rows.Count)
        {
            return position;
        }
    }

    /// <summary>Writes in any other way; false where another was faster.</summary>
    public static async Task<bool> TryAsync(Func<Task> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (RequestFailedException e) when (IsTooLate(e))
        {
            return false;
        }
    }

    private static bool IsTooLate(RequestFailedException e) => e.Status is 404 or 409 or 412 && !StorageFaults.IsOfTheStorage(e);
}
