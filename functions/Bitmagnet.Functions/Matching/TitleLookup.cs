using System.Globalization;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Releases;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Matching;

/// <summary>What is known so far about one title that one or several names ask for. Used by one thread at a time.</summary>
internal sealed class TitleLookup
{
    /// <summary>How many candidates of an answer the trace shows.</summary>
    private const int Shown = 5;

    private readonly List<string> trace = [];
    private readonly IReadOnlyList<Reading> readings;
    private readonly int? season;

    public TitleLookup(ReleaseName release, ContentType? type, bool strict, bool anew)
    {
        Type = type ?? (release.Kind == ReleaseKind.Tv ? ContentType.TvShow : ContentType.Movie);
        Strict = strict;
        Anew = anew;
        readings = release.Readings;

        // A season tells nothing without a year, and would only make more look-ups of one title.
        season = readings is [{ Year: not null }, ..] && release.Seasons is [var only] ? only : null;
        Questions = TitleQuestion.Of(readings);
        Key = string.Join('\n', Questions.Select(question => question.Query).Concat(readings.Select(reading => $"{reading.Title}\t{reading.Year}")).Prepend($"{Type}\t{strict}\t{anew}\t{season}"));
    }

    /// <summary>Names with equal keys have equal answers.</summary>
    public string Key { get; }

    public ContentType Type { get; }

    public bool IsTv => Type == ContentType.TvShow;

    public bool Strict { get; }

    public bool Anew { get; }

    public IReadOnlyList<TitleQuestion> Questions { get; }

    public ScoredCandidate? Accepted { get; set; }

    public Content? Content { get; set; }

    public bool IsStored { get; set; }

    public TmdbAvailability? Unavailable { get; set; }

    /// <summary>TMDB fails on this title while it answers others.</summary>
    public TmdbTitleFault? Refused { get; set; }

    /// <summary>Whether TMDB did not answer, so that nothing further is asked.</summary>
    public bool IsCutShort => Unavailable is not null || Refused is not null;

    /// <summary>Why there is no content; null until all was asked that could find it.</summary>
    public string? Reason { get; set; }

    /// <summary>Decides for a reading, without a trace.</summary>
    public MatchDecision Decide(Reading reading, IReadOnlyList<Candidate> candidates) => TitleMatcher.Decide(reading, IsTv, Strict, candidates, season);

    public MatchDecision Decide(TitleQuestion question, string source, IReadOnlyList<Candidate> candidates)
    {
        var decision = Decide(question.Reading, candidates);
        Note($"{source} \"{question.Query}\": {candidates.Count} candidates");
        foreach (var scored in decision.Scores.Take(Shown))
        {
            Note(string.Create(CultureInfo.InvariantCulture,
                $"  {scored.Score:0.00} {scored.Candidate.Ref.Source}/{scored.Candidate.Ref.Id} {scored.Candidate.Title} ({scored.Candidate.Year}): title {scored.Title}, year {scored.Year}"));
        }

        Note(decision switch
        {
            MatchDecision.Accept accept => $"  accepted: {accept.Best.Candidate.Ref.Source}/{accept.Best.Candidate.Ref.Id}",
            MatchDecision.Confirm confirm => $"  {confirm.Reason}; to be confirmed by the other titles of {string.Join(", ", confirm.Candidates.Select(candidate => candidate.Ref.Id))}",
            MatchDecision.None none => $"  none: {none.Reason}",
            _ => throw new InvalidOperationException(),
        });
        return decision;
    }

    /// <summary>The readings whose titles no question asks for; there is little to lose in trying them on an answer.</summary>
    public IEnumerable<Reading> OtherReadings(TitleQuestion question) =>
        readings.Where(reading => reading != question.Reading && Questions.All(asked => asked.Reading != reading));

    public void Note(string step) => trace.Add(step);

    public Resolution ToResolution(ReleaseName release) => (Content, Unavailable, Refused, Reason) switch
    {
        ({ } content, _, _, _) => new Resolution.Matched(content, IsStored, Accepted?.Score ?? 0, release, trace),
        (null, { } state, _, _) => new Resolution.Deferred(state, release, trace),
        (null, null, { } fault, _) => new Resolution.Refused(fault, release, trace),
        (null, null, null, { } reason) => new Resolution.Unmatched(reason, release, trace),
        _ => new Resolution.Undecided(release, trace),
    };
}
