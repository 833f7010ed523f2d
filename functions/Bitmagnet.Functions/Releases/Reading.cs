namespace Bitmagnet.Functions.Releases;

/// <summary>One way to read a release name. A name may have several, best first.</summary>
/// <param name="Kind">Film, series or not known.</param>
/// <param name="Title">The title as written, cleaned of separators and noise; not empty.</param>
/// <param name="Year">The release year, or for series any year in the name (a hint only); null where none is named.</param>
public sealed record Reading(ReleaseKind Kind, string Title, int? Year);

/// <summary>What a release name says its content is.</summary>
public enum ReleaseKind
{
    /// <summary>The name does not tell.</summary>
    Unknown,

    /// <summary>A film.</summary>
    Movie,

    /// <summary>A series: the name has episodes, seasons or an air date.</summary>
    Tv,
}
