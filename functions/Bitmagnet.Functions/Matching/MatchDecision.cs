using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Matching;

/// <summary>
/// The matcher's decision about a list of candidates. A closed type: <see cref="Accept"/>, <see cref="Inspect"/>, <see cref="Confirm"/> or
/// <see cref="None"/>.
/// </summary>
public abstract record MatchDecision
{
    private MatchDecision(IReadOnlyList<ScoredCandidate> scores) => Scores = scores;

    /// <summary>Every candidate with its score, best first.</summary>
    public IReadOnlyList<ScoredCandidate> Scores { get; }

    /// <summary>One candidate is the title. The evidence is what decided against its rivals, in words; null where it had none.</summary>
    public sealed record Accept(ScoredCandidate Best, IReadOnlyList<ScoredCandidate> Scores, string? Evidence = null) : MatchDecision(Scores);

    /// <summary>
    /// Several agree equally. The seasons in these ones' details may decide, the likeliest first: ask for them, and decide again.
    /// </summary>
    public sealed record Inspect(IReadOnlyList<Candidate> Candidates, string Reason, IReadOnlyList<ScoredCandidate> Scores) : MatchDecision(Scores);

    /// <summary>None agrees by its known titles. One of these, at most two, may under another title, which its details list.</summary>
    public sealed record Confirm(IReadOnlyList<Candidate> Candidates, string Reason, IReadOnlyList<ScoredCandidate> Scores) : MatchDecision(Scores);

    /// <summary>None of them: nothing found, too far, wrong year, ambiguous.</summary>
    public sealed record None(string Reason, IReadOnlyList<ScoredCandidate> Scores) : MatchDecision(Scores);
}
