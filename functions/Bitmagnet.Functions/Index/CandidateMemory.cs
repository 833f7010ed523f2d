using Bitmagnet.Functions.Matching;
using Microsoft.Extensions.Caching.Memory;

namespace Bitmagnet.Functions.Index;

/// <summary>
/// What <see cref="LocalContent"/> found for a title, for a short time: a backlog asks for the same titles again and again. A stale answer
/// does no harm, since content is loaded from the database before it is attached, and what is missing here is asked of TMDB's cache.
/// </summary>
internal sealed class CandidateMemory : IDisposable
{
    private const int MaxTitles = 50_000;

    private static readonly TimeSpan Found = TimeSpan.FromMinutes(10);

    /// <summary>Short, so that content which bitmagnet adds is soon seen also where TMDB is off.</summary>
    private static readonly TimeSpan Missing = TimeSpan.FromMinutes(1);

    private readonly MemoryCache answers = new(new MemoryCacheOptions { SizeLimit = MaxTitles });

    /// <summary>The answer kept, or null.</summary>
    public IReadOnlyList<Candidate>? Get((string Title, ContentType Type) query) => answers.Get<IReadOnlyList<Candidate>>(query);

    /// <summary>Keeps an answer.</summary>
    public void Set((string Title, ContentType Type) query, IReadOnlyList<Candidate> candidates) => answers.Set(
        query, candidates, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = candidates.Count > 0 ? Found : Missing });

    /// <inheritdoc/>
    public void Dispose() => answers.Dispose();
}
