namespace Bitmagnet.Functions.Operations;

/// <summary>What came of the request to run a job again.</summary>
/// <param name="Id">The job.</param>
/// <param name="Outcome">replayed, or alreadyPending.</param>
public sealed record ReplayedJob(string Id, ReplayOutcome Outcome);
