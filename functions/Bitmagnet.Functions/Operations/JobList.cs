namespace Bitmagnet.Functions.Operations;

/// <summary>One page of jobs.</summary>
/// <param name="Jobs">Oldest first; a page may be empty and yet have a next one.</param>
/// <param name="Continuation">Asks for the next page; null on the last.</param>
public sealed record JobList(IReadOnlyList<JobView> Jobs, string? Continuation);
