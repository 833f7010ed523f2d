namespace Bitmagnet.Functions.Index;

/// <summary>A row of <c>content_attributes</c> (bitmagnet contract §4).</summary>
/// <param name="Source">Where the value is from: <c>tmdb</c>, <c>imdb</c> or <c>tvdb</c>.</param>
/// <param name="Key"><c>id</c>, <c>poster_path</c> or <c>backdrop_path</c>.</param>
/// <param name="Value">Not empty.</param>
public sealed record ContentAttribute(string Source, string Key, string Value);
