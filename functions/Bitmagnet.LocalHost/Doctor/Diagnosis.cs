namespace Bitmagnet.LocalHost.Doctor;

/// <summary>The result of one check.</summary>
/// <param name="Part">settings, storage, database, tmdb, clock, bitmagnet, access or notifications.</param>
/// <param name="Verdict">The part's state.</param>
/// <param name="Finding">The result in one sentence, without secrets.</param>
/// <param name="Remedy">What to do; null if nothing.</param>
internal sealed record Diagnosis(string Part, Verdict Verdict, string Finding, string? Remedy = null);
