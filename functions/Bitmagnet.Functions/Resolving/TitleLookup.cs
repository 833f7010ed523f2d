using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Matching;
using Bitmagnet.Functions.Releases;
using Bitmagnet.Functions.Tmdb;
using Bitmagnet.Functions.Wording;

namespace Bitmagnet.Functions.Resolving;

/// <summary>What is known so far about a title that one or more names ask for. Used by one thread at a time.</summary>
internal sealed class TitleLookup
{
    /// <summary>How many candidates of an answer the trace shows.</summary>
    private const int Shown = 5;

    private readonly List<string> trace = [];
    private readonly Dictionary<ContentRef, TmdbDetails> details = [];
    private readonly IReadOnlyList<Reading> readings;
    private readonly Clues clues;
    private readonly Dictionary<bool, IReadOnlyList<TitleQuestion>> questions;

    public TitleLookup(ReleaseName release, ResolveRequest request, TmdbCacheVisit cache)
    {
        Cache = cache;
        Kinds = KindToAsk.Of(release, request);
        Kind = Kinds[0];
        Since = request.Since;
        readings = release.Readings;
        clues = Clues.Of(release, request.Published);
        questions = Kinds.Select(kind => kind.IsTv).Distinct().ToDictionary(tv => tv, tv => TitleQuestion.Of([.. ReadingsOf(tv)]));
        Key = string.Join('\n', questions.Values.SelectMany(asked => asked).Select(question => question.Query)
            .Concat(readings.Select(reading => $"{reading.Title}\t{reading.Year}"))
            .Concat(Kinds.Select(kind => kind.ToString()))
            .Prepend($"{Since:O}\t{clues}"));
    }

    /// <summary>Where TMDB's answers to this look-up are read and kept.</summary>
    public TmdbCacheVisit Cache { get; }

    /// <summary>Names with equal keys have equal answers.</summary>
    public string Key { get; }

    /// <summary>The kinds worth asking for, the likelier first.</summary>
    public IReadOnlyList<KindToAsk> Kinds { get; }

    /// <summary>The kind being looked up.</summary>
    public KindToAsk Kind { get; set; }

    public DateTimeOffset? Since { get; }

    /// <summary>The questions for the kind being looked up.</summary>
    public IReadOnlyList<TitleQuestion> Questions => QuestionsOf(Kind);

    public ScoredCandidate? Accepted { get; private set; }

    /// <summary>What decided against the rivals of what was accepted; null where it had none.</summary>
    public string? Evidence { get; private set; }

    public Content? Content { get; set; }

    public bool IsStored { get; set; }

    /// <summary>Whether anything was asked that the cache did not answer.</summary>
    public bool HasAsked { get; private set; }

    /// <summary>TMDB cannot be asked now.</summary>
    public TmdbAvailability? Unavailable { get; private set; }

    /// <summary>TMDB fails on this title while it answers others.</summary>
    public TmdbTitleFault? Refused { get; private set; }

    /// <summary>Whether TMDB failed to answer, so nothing more is asked.</summary>
    public bool IsCutShort => Unavailable is not null || Refused is not null;

    /// <summary>Why there is no content; null until everything that could find it has been asked.</summary>
    public string? Reason { get; set; }

    public IReadOnlyList<TitleQuestion> QuestionsOf(KindToAsk kind) => questions[kind.IsTv];

    public void Accept(MatchDecision.Accept? accept) => (Accepted, Evidence) = (accept?.Best, accept?.Evidence);

    /// <summary>The details of a title, if a decision has already asked for them.</summary>
    public TmdbDetails? KnownDetails(ContentRef reference) => details.GetValueOrDefault(reference);

    /// <summary>What TMDB has; null where it has nothing, or failed to answer, which cuts the look-up short.</summary>
    public T? Take<T>(TmdbAnswer<T> answer) where T : class
    {
        HasAsked |= answer is not (TmdbAnswer<T>.Found { FromCache: true } or TmdbAnswer<T>.NotFound { FromCache: true });
        switch (answer)
        {
            case TmdbAnswer<T>.Found found:
                return found.Value;
            case TmdbAnswer<T>.Unavailable { State: var state }:
                Unavailable = state;
                CutShort($"TMDB cannot be asked: {state.Status}");
                break;
            case TmdbAnswer<T>.Refused { Fault: var fault }:
                Refused = fault;
                CutShort($"TMDB fails on this look-up: {fault.Cause}");
                break;
        }

        return null;

        void CutShort(string why)
        {
            Accept(null); // what one kind has is not final before the other was asked
            Note(why);
        }
    }

    public void Keep(ContentRef reference, TmdbDetails answer) => details[reference] = answer;

    /// <summary>Decides for a reading, without a trace.</summary>
    public MatchDecision Decide(Reading reading, IReadOnlyList<Candidate> candidates) =>
        TitleMatcher.Decide(reading, Kind.IsTv, Kind.Strictness, candidates, clues);

    public MatchDecision Decide(TitleQuestion question, string source, IReadOnlyList<Candidate> candidates) =>
        Noted($"{source} \"{question.Query}\": {Counted.Of(candidates.Count, "candidate")}", Decide(question.Reading, candidates));

    /// <summary>Writes a decision into the trace and returns it.</summary>
    public MatchDecision Noted(string heading, MatchDecision decision)
    {
        Note(heading);
        foreach (var scored in decision.Scores.Take(Shown))
        {
            Note(string.Create(CultureInfo.InvariantCulture,
                $"  {scored.Score:0.00} {scored.Candidate.Ref.Source}/{scored.Candidate.Ref.Id} {scored.Candidate.Title} ({scored.Candidate.Year}): title {scored.Title}, year {scored.Year}{Use(scored.Candidate)}"));
        }

        Note(decision switch
        {
            MatchDecision.Accept accept => $"  accepted: {accept.Best.Candidate.Ref.Source}/{accept.Best.Candidate.Ref.Id}{(accept.Evidence is { } evidence ? $", since {evidence}" : "")}",
            MatchDecision.Inspect inspect => $"  {inspect.Reason}: to ask for the details of {Ids(inspect.Candidates)}",
            MatchDecision.Confirm confirm => $"  {confirm.Reason}; to be confirmed by the other titles of {Ids(confirm.Candidates)}",
            MatchDecision.None none => $"  none: {none.Reason}",
            _ => throw new InvalidOperationException($"{decision.GetType()} is not a decision."),
        });
        return decision;
    }

    /// <summary>The readings that no question asks for; trying them on an answer costs nothing.</summary>
    public IEnumerable<Reading> OtherReadings(TitleQuestion question) =>
        ReadingsOf(Kind.IsTv).Where(reading => reading != question.Reading && Questions.All(asked => asked.Reading != reading));

    /// <summary>The readings of a kind, where some are of a film and others of a series; otherwise all.</summary>
    private IEnumerable<Reading> ReadingsOf(bool tv) => readings.Select(reading => reading.Kind).Distinct().Count() < 2 ? readings
        : readings.Where(reading => reading.Kind == (tv ? ReleaseKind.Tv : ReleaseKind.Movie));

    public void Note(string step) => trace.Add(step);

    public Resolution ToResolution(ReleaseName release) => (Content, Unavailable, Refused, Reason) switch
    {
        ({ } content, _, _, _) => new Resolution.Matched(content, IsStored, Accepted?.Score ?? 0, release, trace) { Evidence = Evidence ?? Accepted?.InWords },
        (null, { } state, _, _) => new Resolution.Deferred(state, release, trace),
        (null, null, { } fault, _) => new Resolution.Refused(fault, release, trace),
        (null, null, null, { } reason) => new Resolution.Unmatched(reason, release, trace),
        _ => new Resolution.Undecided(release, trace),
    };

    /// <summary>The figures that may decide among titles of the same name.</summary>
    private static string Use(Candidate candidate) =>
        $"{(candidate.Popularity > 0 ? $", popularity {candidate.Popularity:0.#}" : "")}{(candidate.Run is { Seasons.Count: > 0 and var seasons } ? $", seasons {seasons}" : "")}";

    private static string Ids(IEnumerable<Candidate> candidates) => string.Join(", ", candidates.Select(candidate => candidate.Ref.Id));
}
