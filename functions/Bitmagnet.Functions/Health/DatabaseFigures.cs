namespace Bitmagnet.Functions.Health;

/// <summary>What one snapshot reads from bitmagnet's database.</summary>
/// <param name="Schema">bitmagnet's schema version.</param>
/// <param name="Queue">Its queue.</param>
/// <param name="Index">Its index.</param>
/// <param name="Seconds">Time of the database.</param>
public sealed record DatabaseFigures(int Schema, QueueFigures Queue, IndexFigures Index, double Seconds);

/// <summary>How much of bitmagnet's index is enriched.</summary>
/// <param name="Eligible">Rows of torrent_contents of a type that TMDB can answer.</param>
/// <param name="Attached">Rows that have content.</param>
/// <param name="IsEstimate">True where they come from a sample.</param>
public sealed record IndexFigures(long Eligible, long Attached, bool IsEstimate)
{
    /// <summary>From 0 to 1; null where there is nothing to enrich.</summary>
    public double? Share => Eligible == 0 ? null : Math.Min(1, (double)Attached / Eligible);
}
