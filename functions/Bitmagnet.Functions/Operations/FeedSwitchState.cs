namespace Bitmagnet.Functions.Operations;

/// <summary>Whether the feed is paused.</summary>
/// <param name="Paused">True: nothing is fed.</param>
/// <param name="Since">Since when; null where it is not paused.</param>
/// <param name="Changed">Whether this request changed it.</param>
public sealed record FeedSwitchState(bool Paused, DateTimeOffset? Since, bool Changed);
