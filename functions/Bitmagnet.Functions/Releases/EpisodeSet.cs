using System.Collections.ObjectModel;

namespace Bitmagnet.Functions.Releases;

/// <summary>Collects the seasons and episodes that a name's markers tell, over the whole name.</summary>
internal sealed class EpisodeSet
{
    /// <summary>The most numbers one range may have; a longer one is no range.</summary>
    public const int MaxRange = 2000;

    private readonly SortedSet<int> _seasons = [];
    private readonly SortedSet<int> _episodes = [];
    private bool _bare;

    /// <summary>Numbers that may still be added: a name of many long ranges costs no more than one of few.</summary>
    private int _left = 4 * MaxRange;

    /// <summary>Whether a season is known.</summary>
    public bool HasSeasons => _seasons.Count > 0;

    /// <summary>Whether episodes are known.</summary>
    public bool HasEpisodes => _episodes.Count > 0;

    /// <summary>Whether anything is known.</summary>
    public bool IsEmpty => !HasSeasons && !HasEpisodes && !_bare;

    /// <summary>Whether an episode is among them.</summary>
    public bool Has(int episode) => _episodes.Contains(episode);

    /// <summary>Adds seasons from first to last.</summary>
    public void AddSeasons(int first, int last) => AddRange(_seasons, first, last);

    /// <summary>Adds episodes from first to last.</summary>
    public void AddEpisodes(int first, int last) => AddRange(_episodes, first, last);

    /// <summary>Forgets the episodes: better ones were found.</summary>
    public void ClearEpisodes() => _episodes.Clear();

    /// <summary>The name tells of a series, without numbers.</summary>
    public void MarkSeries() => _bare = true;

    /// <summary>The seasons; episodes without a named season belong to the first.</summary>
    public IReadOnlyList<int> Seasons() => HasEpisodes && !HasSeasons ? [1] : [.. _seasons];

    /// <summary>Episodes by season; with several seasons the episodes belong to none for certain, and are left out.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<int>> Episodes() => HasEpisodes && _seasons.Count <= 1
        ? new Dictionary<int, IReadOnlyList<int>> { [Seasons()[0]] = [.. _episodes] }
        : ReadOnlyDictionary<int, IReadOnlyList<int>>.Empty;

    private void AddRange(SortedSet<int> set, int first, int last)
    {
        last = last < first || last - first > MaxRange ? first : last;
        for (var i = first; i <= last && _left > 0; i++)
        {
            _left--;
            set.Add(i);
        }
    }
}
