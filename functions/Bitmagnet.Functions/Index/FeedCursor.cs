namespace Bitmagnet.Functions.Index;

/// <summary>
/// How far a feed has read: a keyset position, never an offset. Text form for storage: <see cref="ToString"/>, <see cref="Parse"/>.
/// </summary>
/// <param name="UpdatedAt">For <see cref="FeedDirection.New"/>: updated_at of the last row read; null for the backfill.</param>
/// <param name="Id">torrent_contents.id (new) or the info hash in hex (backfill) of the last row read; empty before any.</param>
public sealed record FeedCursor(DateTimeOffset? UpdatedAt, string Id)
{
    /// <summary>Before the first row of the backfill.</summary>
    public static FeedCursor Start { get; } = new(null, "");

    /// <summary>Before the first row updated after <paramref name="watermark"/>.</summary>
    public static FeedCursor After(DateTimeOffset watermark) => new(watermark, "");

    /// <summary>Of the backfill: the part of all info hashes that lie before it; they are digests, so spread evenly.</summary>
    public double Share => Id.Length < 12
        ? 0
        : long.Parse(Id.AsSpan(0, 12), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / (double)(1L << 48);

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">The text is not a cursor.</exception>
    public static FeedCursor Parse(string text)
    {
        return text.Split('|', 2) is [var time, var id]
            ? new FeedCursor(time.Length == 0 ? null : DateTimeOffset.ParseExact(time, "O", CultureInfo.InvariantCulture), id)
            : throw new FormatException($"'{text}' is not a feed cursor.");
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{UpdatedAt?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)}|{Id}";
}
