namespace Bitmagnet.Functions.Enrichment;

/// <summary>Work deferred because something it needs is unavailable. Does not count as an attempt.</summary>
/// <param name="Reason">A stable code (see JobReasons).</param>
/// <param name="Detail">The details in words, without secrets.</param>
/// <param name="Until">The earliest time to go on.</param>
public sealed record Deferral(string Reason, string Detail, DateTimeOffset Until);
