namespace Bitmagnet.Functions.Operations;

/// <summary>What came of the request to drop a job.</summary>
/// <param name="Id">The job.</param>
/// <param name="Outcome">deleted.</param>
public sealed record DeletedJob(string Id, DeleteOutcome Outcome);
