using Microsoft.Extensions.Caching.Memory;

namespace Bitmagnet.Functions.Index;

/// <summary>
/// Keeps what <see cref="LocalContent"/> found for a title, for a short time: a backlog asks for the same titles again and again. A stale answer
/// does no harm: content is loaded from the database before it is attached, and TMDB's cache has what is missing here.
/// </summary>
internal sealed class CandidateMemory(TimeProvider time) : IDisposable
{
    /// <summary>Candidates of all answers together, some 15 MB: a short title has as many as <see cref="LocalContent.MaxCandidates"/>.</summary>
    internal const int MaxCandidates = 50_000;

    private static readonly TimeSpan Found = TimeSpan.FromMinutes(10);

    /// <summary>Short, so that content which bitmagnet adds is seen soon, even with TMDB off.</summary>
    private static readonly TimeSpan Missing = TimeSpan.FromMinutes(1);

    private readonly MemoryCache answers = new(new MemoryCacheOptions { SizeLimit = MaxCandidates });

    private sealed record Answer(IReadOnlyList<Candidate> Candidates, DateTimeOffset Until);

    /// <summary>How many answers are held.</summary>
    internal int Count => answers.Count;

    /// <summary>The answer kept, or null.</summary>
    public IReadOnlyList<Candidate>? Get((string Title, ContentType Type) query) =>
        answers.Get<Answer>(query) is { } answer && answer.Until > time.GetUtcNow() ? answer.Candidates : null;

    /// <summary>Keeps an answer.</summary>
    public void Set((string Title, ContentType Type) query, IReadOnlyList<Candidate> candidates)
    {
        var life = candidates.Count > 0 ? Found : Missing;
        answers.Set(
            query, new Answer(candidates, time.GetUtcNow() + life), new MemoryCacheEntryOptions { Size = Math.Max(1, candidates.Count), AbsoluteExpirationRelativeToNow = life });
    }

    /// <inheritdoc/>
    public void Dispose() => answers.Dispose();
}
