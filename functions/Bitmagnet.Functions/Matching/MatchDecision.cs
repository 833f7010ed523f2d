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

    /// <summary>One candidate is the title.</summary>
    /// <param name="Best">The accepted candidate.</param>
    /// <param name="Scores">Every candidate with its score, best first.</param>
    /// <param name="Evidence">What decided against its rivals, in words; null where it had none.</param>
    public sealed record Accept(ScoredCandidate Best, IReadOnlyList<ScoredCandidate> Scores, string? Evidence = null) : MatchDecision(Scores);

    /// <summary>Several candidates agree equally. The seasons in their details may decide: ask for them, and decide again.</summary>
    /// <param name="Candidates">The candidates to ask about, the likeliest first.</param>
    /// <param name="Reason">Why none is accepted yet.</param>
    /// <param name="Scores">Every candidate with its score, best first.</param>
    public sealed record Inspect(IReadOnlyList<Candidate> Candidates, string Reason, IReadOnlyList<ScoredCandidate> Scores) : MatchDecision(Scores);

    /// <summary>No candidate agrees by its known titles. One of these may under another title, which its details list.</summary>
    /// <param name="Candidates">At most two, the likelier first.</param>
    /// <param name="Reason">Why none was accepted.</param>
    /// <param name="Scores">Every candidate with its score, best first.</param>
    public sealed record Confirm(IReadOnlyList<Candidate> Candidates, string Reason, IReadOnlyList<ScoredCandidate> Scores) : MatchDecision(Scores);

    /// <summary>None of them.</summary>
    /// <param name="Reason">Why: nothing found, too far, wrong year, ambiguous.</param>
    /// <param name="Scores">Every candidate with its score, best first.</param>
    public sealed record None(string Reason, IReadOnlyList<ScoredCandidate> Scores) : MatchDecision(Scores);
}
