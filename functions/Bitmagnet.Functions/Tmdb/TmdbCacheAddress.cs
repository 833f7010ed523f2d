using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// The place of an answer: the digest of its group selects one of four partitions (one digit) and one of 4,096 rows in it (three hexadecimal
/// digits), and the digest of its key the entry in that row. Few partitions, since rows of one are written together; not fewer, since Azurite
/// looks for a row among all of its partition. Pure.
/// </summary>
internal sealed record TmdbCacheAddress(string Partition, string Row)
{
    /// <summary>The number of rows in all partitions.</summary>
    public const int Rows = 4 * RowsOfAPartition;

    private const int RowsOfAPartition = 4096;

    /// <summary>All partitions.</summary>
    public static IReadOnlyList<string> Partitions { get; } = ["0", "1", "2", "3"];

    /// <summary>The row of a group: answers that are read together are stored together.</summary>
    public static TmdbCacheAddress Of(string group)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(group));
        var row = BinaryPrimitives.ReadUInt16BigEndian(digest.AsSpan(1)) % RowsOfAPartition;
        return new TmdbCacheAddress(Partitions[digest[0] % Partitions.Count], row.ToString("x3", CultureInfo.InvariantCulture));
    }

    /// <summary>Identifies a key within its row.</summary>
    public static ulong Digest(string key) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(8));
}
