namespace Bitmagnet.Functions.Enrichment;

/// <summary>Work put back because something else is not available; never an attempt.</summary>
/// <param name="Reason">A stable code (see JobReasons).</param>
/// <param name="Detail">In words, without secrets.</param>
/// <param name="Until">Earliest time to go on.</param>
public sealed record Deferral(string Reason, string Detail, DateTimeOffset Until);
