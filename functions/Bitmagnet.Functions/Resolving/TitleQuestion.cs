using Bitmagnet.Functions.Matching;
using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Resolving;

/// <summary>One question to ask about a name.</summary>
/// <param name="Reading">The reading to match the answer with.</param>
/// <param name="Query">The title to ask for.</param>
internal sealed record TitleQuestion(Reading Reading, string Query)
{
    /// <summary>The most questions for one name: an unknown title costs a request for each.</summary>
    private const int Most = 3;

    /// <summary>What to ask if nothing is found: the title without a number, or as written; null if there is no such variant.</summary>
    /// <param name="tv">Whether it is a series, whose country may be left out.</param>
    /// <param name="isEmpty">Whether the search had no results at all.</param>
    public TitleQuestion? Wider(bool tv, bool isEmpty)
    {
        var written = TitleNormaliser.QueryAsWritten(TitleNormaliser.Alternatives(Reading.Title)[0]);
        return WiderQuery.Of(Query, tv && EndsInCountry) is { } wider ? this with { Query = wider }
            : isEmpty && written != Query ? this with { Query = written }
            : null;
    }

    /// <summary>Whether its last word names a country.</summary>
    private bool EndsInCountry => TitleNormaliser.Normalise(TitleNormaliser.Alternatives(Reading.Title)[0]).Country is not null;

    /// <summary>
    /// The questions worth asking: the best reading's title, and every other title (of further readings, and the halves of "A aka B") that
    /// is not a longer or shorter form of one asked already.
    /// </summary>
    public static IReadOnlyList<TitleQuestion> Of(IReadOnlyList<Reading> readings)
    {
        var questions = new List<TitleQuestion>();
        var asked = new List<NormalisedTitle>();
        foreach (var reading in readings)
        {
            foreach (var title in TitleNormaliser.Alternatives(reading.Title))
            {
                var query = TitleNormaliser.Query(title);
                var normalised = TitleNormaliser.Normalise(title);
                if (query.Length > 0 && normalised.Key.Length > 0 && questions.Count < Most && asked.TrueForAll(other => IsAnother(normalised, other)))
                {
                    questions.Add(new TitleQuestion(reading, query));
                    asked.Add(normalised);
                }
            }
        }

        return questions;
    }

    private static bool IsAnother(NormalisedTitle title, NormalisedTitle other) =>
        !title.Key.Contains(other.Key, StringComparison.Ordinal) && !other.Key.Contains(title.Key, StringComparison.Ordinal);
}
