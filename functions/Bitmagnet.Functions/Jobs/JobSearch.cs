using Azure.Data.Tables;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Jobs;

/// <summary>Finds the jobs that hold a torrent. The ledger has no index on torrents: its rows are looked through, by their keys and info hashes alone.</summary>
public sealed class JobSearch(TableServiceClient tables, JobLedger ledger, TimeProvider clock)
{
    /// <summary>Most jobs answered.</summary>
    public const int MaxJobs = 20;

    /// <summary>How long the search lasts; then the answer is what it has found.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly StorageTable table = new(tables, StorageNames.JobsTable);

    /// <summary>The jobs that have the torrent still to do, newest first, and whether all rows were looked at.</summary>
    public async Task<(IReadOnlyList<JobRecord> Jobs, bool IsWhole)> HoldingAsync(InfoHash infoHash, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        var started = clock.GetTimestamp();
        var wanted = infoHash.ToBytes();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var isWhole = true;
        await foreach (var page in client.QueryAsync<TableEntity>(
            JobKeys.All, 1000,
            [nameof(TableEntity.RowKey), nameof(JobRecord.InfoHashes)], cancellationToken).AsPages())
        {
            ids.UnionWith(page.Values.Where(row => Holds(row.GetBinary(nameof(JobRecord.InfoHashes)), wanted)).Select(row => JobKeys.IdOf(row.RowKey)));
            isWhole = page.ContinuationToken is null;
            if (!isWhole && (ids.Count >= MaxJobs || clock.GetElapsedTime(started) > Patience))
            {
                break;
            }
        }

        var jobs = await Task.WhenAll(ids.Take(MaxJobs).Select(id => ledger.GetAsync(id, cancellationToken)));
        return ([.. jobs.OfType<JobRecord>().OrderByDescending(job => job.UpdatedAt)], isWhole);
    }

    private static bool Holds(byte[]? infoHashes, byte[] wanted)
    {
        for (var at = 0; at + InfoHash.Size <= infoHashes?.Length; at += InfoHash.Size)
        {
            if (infoHashes.AsSpan(at, InfoHash.Size).SequenceEqual(wanted))
            {
                return true;
            }
        }

        return false;
    }
}
