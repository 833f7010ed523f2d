namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// Collects the rows that look-ups have new answers for, and stores them together, since a transaction of many rows costs little more than
/// one of a single row. What nobody waits for is stored after a second: until then other instances ask for the same titles.
/// </summary>
public sealed class TmdbCacheWriter(TmdbCacheStore store, TimeProvider time, ILogger<TmdbCacheWriter> logger) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly Dictionary<TmdbCacheAddress, TmdbCacheBucket> waiting = []; // its own lock
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly CancellationTokenSource end = new();
    private bool isDue; // whether a write will follow by itself

    /// <inheritdoc/>
    public void Dispose()
    {
        end.Cancel();
        end.Dispose();
        turn.Dispose();
    }

    /// <summary>Has a row's new answers stored. The row is the writer's from now on.</summary>
    internal void Add(TmdbCacheBucket bucket)
    {
        lock (waiting)
        {
            Collect([bucket]);
            if (isDue)
            {
                return;
            }

            isDue = true;
        }

        // In no job's execution context, which has its trace and its patience.
        ThreadPool.UnsafeQueueUserWorkItem(static writer => _ = writer.WriteLaterAsync(), this, preferLocal: false);
    }

    /// <summary>Stores what was added before. What could not be stored waits for the next call.</summary>
    internal async Task WriteAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            var rows = Take();
            try
            {
                await store.SaveAsync(rows, cancellationToken);
            }
            finally
            {
                Collect(rows.Where(row => row.HasNews));
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task WriteLaterAsync()
    {
        try
        {
            await Task.Delay(Longest, time, end.Token);
            lock (waiting)
            {
                isDue = false;
            }

            await WriteAsync(end.Token);
        }
        catch (Exception) when (end.IsCancellationRequested)
        {
            // The application ends, and every batch has waited for its own answers.
        }
        catch (Exception e)
        {
            Log.NotStored(logger, e);
        }
    }

    private void Collect(IEnumerable<TmdbCacheBucket> rows)
    {
        lock (waiting)
        {
            foreach (var row in rows)
            {
                if (!waiting.TryAdd(row.Address, row))
                {
                    waiting[row.Address].TakeNewsOf(row);
                }
            }
        }
    }

    private TmdbCacheBucket[] Take()
    {
        lock (waiting)
        {
            TmdbCacheBucket[] rows = [.. waiting.Values];
            waiting.Clear();
            return rows;
        }
    }
}
