using Bitmagnet.Functions.Enrichment;

namespace Bitmagnet.Functions.Operations;

/// <summary>What came of the request to cancel.</summary>
/// <param name="Changed">Whether there was anything to cancel.</param>
/// <param name="Backfill">The walk that was asked for last.</param>
public sealed record BackfillChange(bool Changed, BackfillStatus Backfill);
