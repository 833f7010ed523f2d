namespace Bitmagnet.Functions.Index;

/// <summary>A torrent_contents row as it was locked for attaching.</summary>
/// <param name="Id">Primary key.</param>
/// <param name="InfoHash">The torrent.</param>
/// <param name="IsAttached">It has content already.</param>
/// <param name="IsTyped">Its content_type is not NULL.</param>
/// <param name="Content">That content; null also where its type is none that TMDB can answer.</param>
/// <param name="Languages">The column's JSON, or null.</param>
/// <param name="HasVector">Its tsv is not NULL.</param>
internal sealed record WaitingRow(string Id, InfoHash InfoHash, bool IsAttached, bool IsTyped, ContentRef? Content, string? Languages, bool HasVector);
