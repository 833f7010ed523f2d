using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Matching;

/// <summary>A candidate with what speaks for it.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Title">How the best of its titles agrees with the name.</param>
/// <param name="Year">How its year agrees with the name.</param>
/// <param name="Score">0 to 1.</param>
public sealed record ScoredCandidate(Candidate Candidate, TitleAgreement Title, YearAgreement Year, double Score);
