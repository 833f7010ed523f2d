namespace Bitmagnet.Functions.Operations;

/// <summary>What one bounded deletion did.</summary>
/// <param name="Deleted">Jobs that are gone.</param>
/// <param name="NotDeleted">Jobs that others moved meanwhile.</param>
/// <param name="Continuation">Goes on with the rest; null where there is none.</param>
public sealed record DeletedBatch(int Deleted, int NotDeleted, string? Continuation);
