namespace Bitmagnet.Functions.Index;

/// <summary>A row of <c>content_collections</c> with its link to a content (bitmagnet contract §4).</summary>
/// <param name="Type"><c>franchise</c> or <c>genre</c>.</param>
/// <param name="Source"><c>tmdb</c>.</param>
/// <param name="Id">Decimal id.</param>
/// <param name="Name">As TMDB names it.</param>
public sealed record ContentCollection(string Type, string Source, string Id, string Name);
