using System.IO.Compression;
using Azure;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// The answers of one row, compressed together: common parts are stored once, and "not found" takes about twenty bytes. Azurite keeps all rows in
/// memory and writes them all every few seconds: it copes with many answers in few rows, but not with few answers in many rows.
/// </summary>
internal sealed class TmdbCacheBucket
{
    private const int Quality = 4; // CompressionLevel.Optimal
    private const int Window = 18; // 256 KB, more than a row's answers before compression

    private readonly Dictionary<ulong, TmdbCacheEntry> entries = [];
    private readonly Dictionary<ulong, TmdbCacheEntry> news = []; // what is not in the row yet

    /// <summary>The row's address.</summary>
    public required TmdbCacheAddress Address { get; init; }

    /// <summary>The row's version; the default if there is no row yet.</summary>
    public ETag ETag { get; init; }

    /// <summary>Whether Azurite stores it.</summary>
    public bool IsInAzurite { get; init; }

    /// <summary>The number of answers.</summary>
    public int Count => entries.Count;

    /// <summary>Whether it has answers that are not in the row yet.</summary>
    public bool HasNews => news.Count > 0;

    /// <summary>The earliest expiry.</summary>
    public DateTimeOffset FirstExpiry => entries.Values.Select(entry => entry.ExpiresAt).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();

    /// <summary>The answer, if there is one that has not expired.</summary>
    public TmdbCacheEntry? Find(string key, DateTimeOffset now) =>
        entries.TryGetValue(TmdbCacheAddress.Digest(key), out var entry) && entry.ExpiresAt > now ? entry : null;

    /// <summary>Adds or replaces an answer.</summary>
    public void Set(string key, TmdbCacheEntry entry)
    {
        var digest = TmdbCacheAddress.Digest(key);
        entries[digest] = news[digest] = entry;
    }

    /// <summary>Adds or replaces what another version of the row has to write.</summary>
    public void TakeNewsOf(TmdbCacheBucket other)
    {
        foreach (var (digest, entry) in other.news)
        {
            entries[digest] = news[digest] = entry;
        }
    }

    /// <summary>Drops expired answers, and returns how many.</summary>
    public int DropExpired(DateTimeOffset now) => Drop(entries.Where(entry => entry.Value.ExpiresAt <= now));

    /// <summary>The row's bytes. Drops the answers that expire next if the bounds require it, and returns how many.</summary>
    public (byte[] Bytes, int Dropped) Pack(int mostEntries, int mostBytes)
    {
        var dropped = Drop(entries.OrderBy(entry => entry.Value.ExpiresAt).Take(entries.Count - mostEntries));
        var bytes = ToBytes();
        while (bytes.Length > mostBytes && entries.Count > 0)
        {
            dropped += Drop(entries.OrderBy(entry => entry.Value.ExpiresAt).Take(1 + (entries.Count / 8)));
            bytes = ToBytes();
        }

        return (bytes, dropped);
    }

    /// <summary>Reads what <see cref="Pack"/> wrote.</summary>
    public void Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress));
        var digests = Times(reader.Read7BitEncodedInt(), reader.ReadUInt64);
        var asked = Times(digests.Length, reader.ReadUInt32);
        var expires = Times(digests.Length, reader.ReadUInt32);
        var lengths = Times(digests.Length, reader.Read7BitEncodedInt);
        for (var i = 0; i < digests.Length; i++)
        {
            entries[digests[i]] = new TmdbCacheEntry(
                reader.ReadBytes(lengths[i]), DateTimeOffset.FromUnixTimeSeconds(asked[i]), DateTimeOffset.FromUnixTimeSeconds(expires[i]));
        }
    }

    /// <summary>Writes values of one kind side by side, which compresses best. The encoder's own window would take 8 MB for each answer that is stored.</summary>
    private byte[] ToBytes()
    {
        using var plain = new MemoryStream();
        using (var writer = new BinaryWriter(plain, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write7BitEncodedInt(entries.Count);
            Each(entry => writer.Write(entry.Key));
            Each(entry => writer.Write((uint)entry.Value.AskedAt.ToUnixTimeSeconds()));
            Each(entry => writer.Write((uint)entry.Value.ExpiresAt.ToUnixTimeSeconds()));
            Each(entry => writer.Write7BitEncodedInt(entry.Value.Value.Length));
            Each(entry => writer.Write(entry.Value.Value));
        }

        var length = (int)plain.Length;
        var compressed = new byte[BrotliEncoder.GetMaxCompressedLength(length)];
        return BrotliEncoder.TryCompress(plain.GetBuffer().AsSpan(0, length), compressed, out var written, Quality, Window)
            ? compressed[..written]
            : throw new InvalidOperationException($"{length} bytes could not be compressed.");
    }

    private void Each(Action<KeyValuePair<ulong, TmdbCacheEntry>> write)
    {
        foreach (var entry in entries)
        {
            write(entry);
        }
    }

    private int Drop(IEnumerable<KeyValuePair<ulong, TmdbCacheEntry>> some)
    {
        ulong[] keys = [.. some.Select(entry => entry.Key)];
        Array.ForEach(keys, key => entries.Remove(key));
        return keys.Length;
    }

    private static T[] Times<T>(int count, Func<T> read)
    {
        var values = new T[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = read();
        }

        return values;
    }
}

/// <summary>A stored answer's bytes, when TMDB gave it, and when it expires; both to the second.</summary>
internal sealed record TmdbCacheEntry(byte[] Value, DateTimeOffset AskedAt, DateTimeOffset ExpiresAt);
