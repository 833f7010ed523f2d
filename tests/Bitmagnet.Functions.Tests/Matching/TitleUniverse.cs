using Bitmagnet.Functions.Matching;

namespace Bitmagnet.Functions.Tests.Matching;

/// <summary>
/// A small TMDB. Its search finds candidates with all words of the query in one title, alternative ones included, and like TMDB's it
/// returns only title and original title. Candidates with one long word in common follow, since TMDB has a neighbour for nearly every word.
/// </summary>
internal sealed class TitleUniverse
{
    private readonly List<Candidate> all = [.. Resource.Lines("universe.txt").Select(fields => new Candidate
    {
        Ref = new ContentRef(fields[0] == "tv" ? ContentType.TvShow : ContentType.Movie, ContentRef.Tmdb, fields[1]),
        Title = fields[2],
        OriginalTitle = fields[3].Length > 0 ? fields[3] : fields[2],
        Year = Resource.Number(fields[4]),
        Popularity = Resource.Number(fields[5]),
        OtherTitles = fields[6].Split(';', StringSplitOptions.RemoveEmptyEntries),
    })];

    public IReadOnlyList<Candidate> Search(string query, bool tv)
    {
        var words = Words(query);
        var ranked =
            from candidate in all
            where candidate.Ref.Type == (tv ? ContentType.TvShow : ContentType.Movie)
            let titles = Titles(candidate).Select(Words).ToList()
            let rank = titles.Any(words.IsSubsetOf) || titles.Any(title => string.Concat(title) == string.Concat(words)) ? 2
                : titles.Any(title => title.Any(word => word.Length >= 4 && words.Contains(word))) ? 1
                : 0
            where rank > 0
            orderby rank descending, candidate.Popularity descending
            select candidate with { OtherTitles = [] };
        return [.. ranked.Take(20)];
    }

    /// <summary>Every candidate of the kind, for misspelt titles that TMDB's search does not find: the hardest test of precision.</summary>
    public IReadOnlyList<Candidate> Everything(bool tv) =>
        [.. all.Where(candidate => candidate.Ref.Type == (tv ? ContentType.TvShow : ContentType.Movie)).Select(candidate => candidate with { OtherTitles = [] })];

    public Candidate Details(ContentRef reference) => all.Single(candidate => candidate.Ref == reference);

    private static IEnumerable<string> Titles(Candidate candidate) => [candidate.Title, candidate.OriginalTitle!, .. candidate.OtherTitles];

    private static HashSet<string> Words(string title) => [.. TitleNormaliser.Normalise(title).Words];
}
