namespace Bitmagnet.Functions.Health;

/// <summary>One part, asked just now.</summary>
/// <param name="Part">database, queue, snapshots, feed or tmdb.</param>
/// <param name="IsUp">Whether it answered; of the database: whether all that is needed is allowed.</param>
/// <param name="Milliseconds">How long that took.</param>
public sealed record PartCheck(string Part, bool IsUp, double Milliseconds);
