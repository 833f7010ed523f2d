namespace Bitmagnet.Functions.Explaining;

/// <summary>The body of <c>POST /api/explain</c>.</summary>
/// <param name="Names">Release names: 1 to 100.</param>
/// <param name="Match">Also match them, which may ask TMDB.</param>
public sealed record ExplainRequest(IReadOnlyList<string>? Names, bool Match);
