namespace Bitmagnet.Functions.Torrents;

/// <summary>What happens to a torrent next.</summary>
/// <param name="Who">Who does it.</param>
/// <param name="Text">In one sentence.</param>
/// <param name="At">When, where that is known.</param>
public sealed record NextStep(NextActor Who, string Text, DateTimeOffset? At = null);

/// <summary>Who takes the next step with a torrent.</summary>
public enum NextActor
{
    /// <summary>Nobody: nothing is to be done.</summary>
    Nobody,

    /// <summary>bitmagnet.</summary>
    Bitmagnet,

    /// <summary>A job that holds it.</summary>
    Job,

    /// <summary>The feed or a backfill.</summary>
    Feed,

    /// <summary>A person.</summary>
    Person,
}
