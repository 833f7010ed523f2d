using Azure.Data.Tables;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Explaining;

/// <summary>Asks each part once, briefly, whether it answers, so that the command knows what to do without.</summary>
internal static class PartProbe
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    /// <summary>Options of a client that asks only whether the account answers.</summary>
    public static TableClientOptions WithoutRetries => new() { Retry = { MaxRetries = 0, NetworkTimeout = Deadline } };

    /// <summary>Why the storage cannot be used, in words; null where it can.</summary>
    public static Task<string?> FaultAsync(TableServiceClient account, CancellationToken cancellationToken) => FaultAsync(
        async token =>
        {
            var tables = new TmdbTables(account);
            await tables.StateAsync(token);
            await tables.CacheAsync(token);
        },
        StorageFaults.Describe,
        cancellationToken);

    /// <summary>Why the database cannot be used, in words; null where it can.</summary>
    public static Task<string?> FaultAsync(PostgresConnection connection, CancellationToken cancellationToken) => FaultAsync(
        async token =>
        {
            await using var database = connection.CreateDataSource();
            await IndexSchema.ReadAsync(database, token);
        },
        DatabaseFaults.Describe,
        cancellationToken);

    private static async Task<string?> FaultAsync(
        Func<CancellationToken, Task> ask, Func<Exception, string> describe, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        try
        {
            // On a thread of its own, and with a deadline: not every driver heeds a token while it connects.
            await Task.Run(() => ask(deadline.Token), cancellationToken).WaitAsync(Deadline, cancellationToken);
            return null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever the fault, the command does without the part, and says so.
            return e is OperationCanceledException or TimeoutException ? $"no answer within {Deadline.TotalSeconds} seconds" : describe(e).TrimEnd('.');
        }
    }
}
