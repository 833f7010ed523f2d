namespace Bitmagnet.Functions.Health;

/// <summary>What one snapshot reads from bitmagnet's database.</summary>
/// <param name="Schema">bitmagnet's schema version.</param>
/// <param name="Queue">Its queue.</param>
/// <param name="Index">Its index.</param>
/// <param name="Seconds">Time of the database.</param>
public sealed record DatabaseFigures(int Schema, QueueFigures Queue, IndexFigures Index, double Seconds);
