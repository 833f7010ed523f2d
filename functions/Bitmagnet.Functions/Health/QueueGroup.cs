namespace Bitmagnet.Functions.Health;

/// <summary>bitmagnet's jobs that are alike.</summary>
/// <param name="Queue">Queue name.</param>
/// <param name="Status">pending, processed, retry or failed.</param>
/// <param name="Jobs">How many.</param>
public sealed record QueueGroup(string Queue, string Status, long Jobs);
