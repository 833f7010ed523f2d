namespace Bitmagnet.LocalHost.Doctor;

/// <summary>The result of one check.</summary>
/// <param name="Part">settings, storage, database, tmdb, clock, bitmagnet, access or notifications.</param>
/// <param name="Finding">The result in one sentence, without secrets.</param>
/// <param name="Remedy">What to do; null if nothing.</param>
internal sealed record Diagnosis(string Part, Verdict Verdict, string Finding, string? Remedy = null);

/// <summary>The state of a part.</summary>
internal enum Verdict
{
    /// <summary>Nothing is wrong.</summary>
    Ok,

    /// <summary>It works, but a person should look.</summary>
    Look,

    /// <summary>It does not work.</summary>
    Wrong,
}
