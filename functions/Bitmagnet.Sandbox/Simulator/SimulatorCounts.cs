namespace Bitmagnet.Sandbox.Simulator;

/// <summary>What the simulated TMDB has counted.</summary>
/// <param name="Total">Requests.</param>
/// <param name="ByCall">Requests by call: <c>search/movie</c>, <c>search/tv</c>, <c>movie</c>, <c>tv</c>, <c>find</c>, <c>authentication</c>.</param>
/// <param name="ByStatus">Answers by HTTP status; <c>cut</c> where the connection was cut.</param>
public sealed record SimulatorCounts(long Total, Dictionary<string, long> ByCall, Dictionary<string, long> ByStatus);
