using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>Where an answer lies: one of 16,384 rows by the digest of its group, and in it by the digest of its key. Pure.</summary>
/// <param name="Partition">One of 256, as two hexadecimal digits.</param>
/// <param name="Row">One of 64 in the partition.</param>
internal sealed record TmdbCacheAddress(string Partition, string Row)
{
    /// <summary>How many rows there are over all partitions.</summary>
    public const int Rows = 256 * 64;

    /// <summary>Every partition there can be.</summary>
    public static IEnumerable<string> Partitions => Enumerable.Range(0, 256).Select(number => number.ToString("x2", CultureInfo.InvariantCulture));

    /// <summary>The row of a group: answers that are looked for together lie together.</summary>
    public static TmdbCacheAddress Of(string group)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(group));
        return new TmdbCacheAddress(
            digest[0].ToString("x2", CultureInfo.InvariantCulture), (digest[1] >> 2).ToString("x2", CultureInfo.InvariantCulture));
    }

    /// <summary>Tells keys apart within a row.</summary>
    public static ulong Digest(string key) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(8));
}
