using System.Security.Cryptography;
using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Jobs;

/// <summary>
/// Ids of jobs: sorted by time, and ending in a digest of the job's torrents. A message so shows by itself that the row of its id is its own,
/// and a finished job's row is removed unread. Pure.
/// </summary>
internal static class JobIds
{
    /// <summary>What an id may look like, wherever it comes from.</summary>
    public const string Allowed = "1 to 64 letters, digits and hyphens";

    private const int Length = 32;
    private const int DigestLength = 8;

    /// <summary>A new id of a job with these torrents: 32 hexadecimal characters.</summary>
    public static string New(DateTimeOffset now, IReadOnlyList<InfoHash> infoHashes) =>
        Guid.CreateVersion7(now).ToString("N")[..^DigestLength] + Digest(infoHashes);

    /// <summary>Whether a text can be an id.</summary>
    public static bool IsAllowed(string text) => text.Length is > 0 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    /// <summary>Whether the id was made for exactly these torrents. A row may hold fewer of them by now, never others.</summary>
    public static bool IsOf(string id, IReadOnlyList<InfoHash> infoHashes) =>
        id.Length == Length && id.EndsWith(Digest(infoHashes), StringComparison.Ordinal);

    private static string Digest(IReadOnlyList<InfoHash> infoHashes) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(infoHashes))))[..DigestLength];
}
