namespace Bitmagnet.Functions.Torrents;

/// <summary>What happens to a torrent next.</summary>
/// <param name="Who">Who does it.</param>
/// <param name="Text">In one sentence.</param>
/// <param name="At">When, where that is known.</param>
public sealed record NextStep(NextActor Who, string Text, DateTimeOffset? At = null);
