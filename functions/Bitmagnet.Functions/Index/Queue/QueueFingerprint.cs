using System.Security.Cryptography;

namespace Bitmagnet.Functions.Index.Queue;

/// <summary>What makes two jobs equal for bitmagnet's unique index (bitmagnet contract §2).</summary>
public static class QueueFingerprint
{
    /// <summary>Lower-case hexadecimal SHA-256 over the queue's name and the compact payload, without a separator.</summary>
    /// <param name="queue">Queue name.</param>
    /// <param name="payload">Compact JSON in bitmagnet's field order; never the text of the jsonb column.</param>
    public static string Of(string queue, string payload) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(queue + payload)));
}
