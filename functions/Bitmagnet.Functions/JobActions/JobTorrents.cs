using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;

namespace Bitmagnet.Functions.JobActions;

/// <summary>Reads the torrents of a job with their names and current content.</summary>
public sealed class JobTorrents(JobLedger ledger, TorrentReader torrents, LocalContent contents)
{
    /// <summary>Each torrent that the job has still to do; null where there is no such job.</summary>
    public async Task<JobTorrentList?> ListAsync(string id, CancellationToken cancellationToken)
    {
        if (await ledger.GetAsync(id, cancellationToken) is not { } job)
        {
            return null;
        }

        var read = job.InfoHashes.Count == 0 ? [] : (await torrents.ReadAsync(job.InfoHashes, cancellationToken)).ToDictionary(torrent => torrent.InfoHash);
        var found = await contents.LoadAsync([.. read.Values.Select(torrent => torrent.Content).OfType<ContentRef>().Distinct()], cancellationToken);
        return new JobTorrentList([.. job.InfoHashes.Select(hash => new JobTorrent(
            hash.Hex,
            read.GetValueOrDefault(hash)?.Name,
            read.GetValueOrDefault(hash)?.Content is { } key && found.TryGetValue(key, out var content) ? FoundContent.Of(content) : null))]);
    }
}

/// <summary>The torrents of a job.</summary>
/// <param name="Torrents">Those still to do, in the job's order.</param>
public sealed record JobTorrentList(IReadOnlyList<JobTorrent> Torrents);

/// <summary>A torrent of a job.</summary>
/// <param name="InfoHash">40 hexadecimal characters.</param>
/// <param name="Name">Its name; null where bitmagnet has no such torrent.</param>
/// <param name="Content">What it has now; null where it has none.</param>
public sealed record JobTorrent(string InfoHash, string? Name, FoundContent? Content);
