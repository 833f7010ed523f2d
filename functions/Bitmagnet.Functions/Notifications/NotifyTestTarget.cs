namespace Bitmagnet.Functions.Notifications;

/// <summary>What one address did with a test notification.</summary>
/// <param name="Target">The service and its host; never the address.</param>
/// <param name="Sent">Whether it took it.</param>
/// <param name="Problem">Why not; null where it did.</param>
public sealed record NotifyTestTarget(string Target, bool Sent, string? Problem);
