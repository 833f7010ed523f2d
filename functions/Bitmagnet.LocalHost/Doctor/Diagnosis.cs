namespace Bitmagnet.LocalHost.Doctor;

/// <summary>What one look at a part brought.</summary>
/// <param name="Part">settings, storage, database, tmdb, clock, bitmagnet, access or notifications.</param>
/// <param name="Verdict">How it is.</param>
/// <param name="Finding">What was found, in one sentence without secrets.</param>
/// <param name="Remedy">What to do; null where nothing is to be done.</param>
internal sealed record Diagnosis(string Part, Verdict Verdict, string Finding, string? Remedy = null);
