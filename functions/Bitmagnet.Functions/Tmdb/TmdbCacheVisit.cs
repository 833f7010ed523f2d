namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// The cache as one look-up of a title needs it: a row is read once, at its first question, and written once, with all answers, by
/// <see cref="SaveAsync"/>. For one thread at a time.
/// </summary>
internal sealed class TmdbCacheVisit(TmdbCacheStore store)
{
    private readonly Dictionary<TmdbCacheAddress, TmdbCacheBucket> opened = [];

    /// <summary>Whether <see cref="SaveAsync"/> has anything to write.</summary>
    public bool HasNews => opened.Values.Any(bucket => bucket.HasNews);

    /// <summary>Writes the rows that have new answers. One request a row; a second call writes only what came after the first.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        foreach (var bucket in opened.Values.Where(bucket => bucket.HasNews).ToList())
        {
            await store.SaveAsync(bucket, cancellationToken);
            opened.Remove(bucket.Address); // another version is there now
        }
    }

    /// <summary>The row of a group, with what this visit has added to it.</summary>
    public async Task<TmdbCacheBucket> OpenAsync(string group, CancellationToken cancellationToken)
    {
        var address = TmdbCacheAddress.Of(group);
        if (!opened.TryGetValue(address, out var bucket))
        {
            opened[address] = bucket = await store.OpenAsync(address, cancellationToken);
        }

        return bucket;
    }
}
