using Bitmagnet.Functions.Matching;
using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Resolving;

/// <summary>One question to ask about a name.</summary>
/// <param name="Reading">The reading to match the answer with.</param>
/// <param name="Query">The title to ask for.</param>
internal sealed record TitleQuestion(Reading Reading, string Query)
{
    /// <summary>An absent title costs a request per question: this bounds it.</summary>
    private const int Most = 3;

    /// <summary>What to ask where nothing at all is found: a number left out, or the title as it is written; null where there is no such thing.</summary>
    /// <param name="tv">A series' country may be left out.</param>
    /// <param name="isEmpty">Nothing was found, not even neighbours.</param>
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
    /// The questions worth asking: the best reading's title, and of the others (further readings, the halves of "A aka B") those that are
    /// another title, not a longer or shorter form of one asked already.
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
