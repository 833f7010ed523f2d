using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// The place of an answer: the digest of its group selects one of 256 partitions (two hexadecimal digits) and one of 64 rows in it, and the
/// digest of its key the entry in that row. Pure.
/// </summary>
internal sealed record TmdbCacheAddress(string Partition, string Row)
{
    /// <summary>The number of rows in all partitions.</summary>
    public const int Rows = 256 * 64;

    /// <summary>All partitions.</summary>
    public static IEnumerable<string> Partitions => Enumerable.Range(0, 256).Select(number => number.ToString("x2", CultureInfo.InvariantCulture));

    /// <summary>The row of a group: answers that are read together are stored together.</summary>
    public static TmdbCacheAddress Of(string group)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(group));
        return new TmdbCacheAddress(
            digest[0].ToString("x2", CultureInfo.InvariantCulture), (digest[1] >> 2).ToString("x2", CultureInfo.InvariantCulture));
    }

    /// <summary>Identifies a key within its row.</summary>
    public static ulong Digest(string key) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(8));
}
