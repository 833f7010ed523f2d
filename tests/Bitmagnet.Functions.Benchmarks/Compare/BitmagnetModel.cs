using Bitmagnet.Functions.Benchmarks.Requests;
using Bitmagnet.Sandbox.Catalogue;
using Npgsql;

namespace Bitmagnet.Functions.Benchmarks.Compare;

/// <summary>
/// bitmagnet's rules and pace, from bitmagnet contract §2 and §3: one job of 100 torrents at a time, ten of its torrents in parallel, no
/// memory of absent titles. Any TMDB error fails a torrent. A job that classified something saves that and queues the rest again. One that
/// classified nothing is tried three times, behind all others, and then fails. The model looks stored content up in memory, has its queue
/// in memory, and writes neither attributes nor collections; all of this favours it.
/// </summary>
internal sealed class BitmagnetModel(ModelTmdb tmdb, ModelIndex index, Random random)
{
    private const int JobSize = 100;
    private const int AtOnce = 10;
    private const int MaxRetries = 2;

    private readonly StoredTitles stored = new();

    private sealed record Job(IReadOnlyList<(byte[] InfoHash, string Name)> Torrents, int Retries, DateTimeOffset RunAfter);

    /// <summary>Runs the model in a process of its own: <c>compare-model DATABASE TMDB KEY</c>.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        await using var database = NpgsqlDataSource.Create(args[0]);
        using var tmdb = new ModelTmdb(args[1], args[2]);
        await new BitmagnetModel(tmdb, new ModelIndex(database), new Random(1)).DrainAsync(TimeProvider.System);
        return 0;
    }

    private async Task DrainAsync(TimeProvider clock)
    {
        var pending = new Queue<Job>((await index.PutRowsAsideAsync()).Chunk(JobSize).Select(torrents => new Job(torrents, 0, DateTimeOffset.MinValue)));
        var retries = new PriorityQueue<Job, DateTimeOffset>();
        while (pending.Count + retries.Count > 0)
        {
            if (!pending.TryDequeue(out var job))
            {
                job = retries.Dequeue();
                var wait = job.RunAfter - clock.GetUtcNow();
                await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, clock);
            }

            var failed = await RunAsync(job);
            if (failed.Count > 0 && failed.Count < job.Torrents.Count)
            {
                pending.Enqueue(new Job(failed, 0, DateTimeOffset.MinValue));
            }
            else if (failed.Count > 0 && job.Retries < MaxRetries)
            {
                var delay = Math.Pow(job.Retries, 4) + 16 + (job.Retries * random.Next(30));
                var again = job with { Retries = job.Retries + 1, RunAfter = clock.GetUtcNow() + TimeSpan.FromSeconds(delay) };
                retries.Enqueue(again, again.RunAfter);
            }
        }
    }

    /// <summary>Runs a job and returns the torrents that failed.</summary>
    private async Task<IReadOnlyList<(byte[] InfoHash, string Name)>> RunAsync(Job job)
    {
        var classified = new (byte[] InfoHash, ModelTitle? Title)?[job.Torrents.Count];
        await Parallel.ForAsync(0, job.Torrents.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (at, _) =>
        {
            try
            {
                classified[at] = (job.Torrents[at].InfoHash, await ClassifyAsync(job.Torrents[at].Name));
            }
            catch (HttpRequestException)
            {
                classified[at] = null; // the torrent has failed
            }
        });
        await index.SaveAsync([.. classified.OfType<(byte[], ModelTitle?)>()]);
        return [.. job.Torrents.Where((_, at) => classified[at] is null)];
    }

    private async Task<ModelTitle?> ClassifyAsync(string text)
    {
        var name = BitmagnetName.Read(text);
        if (name.Title is not { } title)
        {
            return null;
        }

        var kind = name.IsTv ? CatalogueKind.Tv : CatalogueKind.Movie;
        if (BitmagnetMatch.Best(title, stored.Find(kind, title, name.Year), item => (item.Title, item.OriginalTitle)) is { } known)
        {
            return known;
        }

        if (BitmagnetMatch.Best(title, await tmdb.SearchAsync(kind, title, name.Year), item => (item.Title, item.OriginalTitle)) is not { } found)
        {
            return null;
        }

        var details = await tmdb.DetailsAsync(found);
        stored.Add(details);
        return details;
    }
}
