namespace Bitmagnet.Functions.Health;

/// <summary>Counts to be kept once, however often they are sent.</summary>
/// <param name="Id">Names the batch, so that it is known again.</param>
/// <param name="Counts">By name, as in <c>enrichment.jobs:processed</c>.</param>
public sealed record CounterBatch(string Id, IReadOnlyDictionary<string, long> Counts);
