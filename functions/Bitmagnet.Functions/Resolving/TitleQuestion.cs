using Bitmagnet.Functions.Matching;
using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Resolving;

/// <summary>One question to ask about a name: the title to ask for, and the reading to match the answer with.</summary>
internal sealed record TitleQuestion(Reading Reading, string Query)
{
    /// <summary>The most questions for one name: an unknown title costs a request for each.</summary>
    private const int Most = 3;

    /// <summary>
    /// What to ask if nothing is found: the title without a number, of a series (tv) without its country, or as written if the search had
    /// no results at all; null if there is no such variant.
    /// </summary>
    public TitleQuestion? Wider(bool tv, bool isEmpty)
    {
        var written = TitleNormaliser.Query(TitleNormaliser.Alternatives(Reading.Title)[0], asWritten: true);
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
