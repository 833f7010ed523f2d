using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Releases;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Resolving;

/// <summary>
/// What a release name turned out to be. A closed type: <see cref="Matched"/>, <see cref="Unmatched"/>, <see cref="Deferred"/>, <see
/// cref="Refused"/> or <see cref="Undecided"/>.
/// </summary>
public abstract record Resolution
{
    private Resolution(ReleaseName release, IReadOnlyList<string> trace) => (Release, Trace) = (release, trace);

    /// <summary>The parsed name.</summary>
    public ReleaseName Release { get; }

    /// <summary>Look-ups, candidates with their scores, and decisions, in order: the answer to "why?".</summary>
    public IReadOnlyList<string> Trace { get; }

    /// <summary>The name means this content, which bitmagnet has already or not; the score is 0 to 1.</summary>
    public sealed record Matched(Content Content, bool IsStored, double Score, ReleaseName Release, IReadOnlyList<string> Trace)
        : Resolution(Release, Trace)
    {
        /// <summary>What decided against others of the same title or, if there were none, the reasons for this one; in words.</summary>
        public string? Evidence { get; init; }
    }

    /// <summary>No content was found that the name means; the reason in words.</summary>
    public sealed record Unmatched(string Reason, ReleaseName Release, IReadOnlyList<string> Trace) : Resolution(Release, Trace);

    /// <summary>TMDB was needed and cannot be asked now; the state says why, and until when.</summary>
    public sealed record Deferred(TmdbAvailability State, ReleaseName Release, IReadOnlyList<string> Trace) : Resolution(Release, Trace);

    /// <summary>TMDB was needed, and fails on this title while it answers others; the fault says when it may be tried again.</summary>
    public sealed record Refused(TmdbTitleFault Fault, ReleaseName Release, IReadOnlyList<string> Trace) : Resolution(Release, Trace);

    /// <summary>The caller cut the work off before it was decided; the trace has the steps up to there.</summary>
    public sealed record Undecided(ReleaseName Release, IReadOnlyList<string> Trace) : Resolution(Release, Trace);
}
