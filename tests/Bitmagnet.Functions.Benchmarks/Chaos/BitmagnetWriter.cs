using System.Security.Cryptography;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Index.Queue;
using Bitmagnet.Sandbox.Samples;
using Npgsql;

namespace Bitmagnet.Functions.Benchmarks.Chaos;

/// <summary>Writes as bitmagnet does beside the application: new torrents with their rows, and jobs of its queue (bitmagnet contract §2).</summary>
internal sealed class BitmagnetWriter(string database, int seed)
{
    private const int TorrentsATime = 20;
    private int writes;

    /// <summary>Everything written, for the check at the end.</summary>
    public List<SampleOptions> Samples { get; } = [];

    /// <summary>Writes once. Returns false if the database is away; bitmagnet would try again.</summary>
    public async Task<bool> TryWriteAsync()
    {
        var sample = new SampleOptions(TorrentsATime, unchecked((seed * 10_007) + ++writes));
        try
        {
            await SampleIndex.LoadAsync(database, sample);
            Samples.Add(sample);
            await DateAsync(sample);
            await InsertJobsAsync();
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or IOException or System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    /// <summary>A sample's rows are of the past; bitmagnet's are of now, and the feed finds new rows by that.</summary>
    private async Task DateAsync(SampleOptions sample)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("UPDATE torrent_contents SET updated_at = now() WHERE info_hash = ANY ($1)");
        command.Parameters.AddWithValue(SampleIndex.Generate(sample).Select(torrent => torrent.InfoHash).ToArray());
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Inserts a waiting job, a stale one in retry, and a failed one.</summary>
    private async Task InsertJobsAsync()
    {
        await using var source = NpgsqlDataSource.Create(database);
        foreach (var (status, age) in ((string, string)[])[("pending", "0"), ("retry", "3 hours"), ("failed", "1 hour")])
        {
            var json = new ProcessTorrentPayload([InfoHash.FromBytes(RandomHash(status))]).ToJson();
            var fingerprint = QueueFingerprint.Of(QueueNames.ProcessTorrent, json);
            await using var command = source.CreateCommand(
                """
                INSERT INTO queue_jobs (fingerprint, queue, status, payload, max_retries, run_after, ran_at, error, archival_duration, created_at, priority)
                VALUES ($1, 'process_torrent', $2::queue_job_status, $3::jsonb, 2, now() - $4::interval, CASE WHEN $2 = 'pending' THEN NULL ELSE now() - $4::interval END,
                        CASE WHEN $2 = 'pending' THEN NULL ELSE 'tmdb: 503' END, '168:00:00'::interval, now(), 10)
                """);
            command.Parameters.AddWithValue(fingerprint);
            command.Parameters.AddWithValue(status);
            command.Parameters.AddWithValue(json);
            command.Parameters.AddWithValue(age);
            await command.ExecuteNonQueryAsync();
        }
    }

    private byte[] RandomHash(string status) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{seed} {writes} {status}"))[..InfoHash.Size];
}
