namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// The cache as one look-up of a title needs it: a row is read once, at its first question, and written once, with all answers. For one
/// thread at a time.
/// </summary>
internal sealed class TmdbCacheVisit(TmdbCacheStore store, TmdbCacheWriter writer)
{
    private readonly Dictionary<TmdbCacheAddress, TmdbCacheBucket> opened = [];

    /// <summary>Has the new answers stored soon, together with those of other look-ups. Only what comes after is new again.</summary>
    public void Keep()
    {
        foreach (var bucket in opened.Values.Where(bucket => bucket.HasNews).ToList())
        {
            writer.Add(bucket);
            opened.Remove(bucket.Address); // another version will be there
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
