namespace Bitmagnet.Functions.Releases;

/// <summary>An id that a name gives: "[tmdbid-97020]", "{tvdb-81189}", "tt0111161".</summary>
/// <param name="Source"><c>tmdb</c>, <c>imdb</c> or <c>tvdb</c>, as bitmagnet's metadata_sources has them (bitmagnet contract §1).</param>
/// <param name="Id">The id: digits, for imdb with <c>tt</c> in front.</param>
public sealed record ExternalId(string Source, string Id);
