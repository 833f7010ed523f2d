namespace Bitmagnet.Functions.Tmdb;

/// <summary>Why a request brought no answer.</summary>
/// <param name="Status">What it means for TMDB as a whole.</param>
/// <param name="Cause">In plain words, without secrets; with the remedies where a person must act.</param>
/// <param name="Wait">How long TMDB asks to wait; null where it does not say.</param>
public sealed record TmdbFault(TmdbStatus Status, string Cause, TimeSpan? Wait = null);
