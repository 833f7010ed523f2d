namespace Bitmagnet.Functions.Notifications;

/// <summary>What came of a test notification.</summary>
/// <param name="Targets">Each address of NOTIFY_URLS, in its order; empty: none is set.</param>
public sealed record NotifyTest(IReadOnlyList<NotifyTestTarget> Targets);
