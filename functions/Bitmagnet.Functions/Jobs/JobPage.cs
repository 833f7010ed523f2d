namespace Bitmagnet.Functions.Jobs;

/// <summary>One page of jobs.</summary>
/// <param name="Jobs">The jobs, oldest first.</param>
/// <param name="Continuation">Asks for the next page; null on the last.</param>
public sealed record JobPage(IReadOnlyList<JobRecord> Jobs, string? Continuation);
