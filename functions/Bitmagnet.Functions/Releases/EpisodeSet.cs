using System.Collections.ObjectModel;

namespace Bitmagnet.Functions.Releases;

/// <summary>Collects the seasons and episodes named by all markers of a name.</summary>
internal sealed class EpisodeSet
{
    /// <summary>The most numbers in one range; anything longer is not a range.</summary>
    public const int MaxRange = 2000;

    private readonly SortedSet<int> _seasons = [];
    private readonly SortedSet<int> _episodes = [];
    private bool _bare;

    /// <summary>How many numbers may still be added: this bounds the work for a name with many long ranges.</summary>
    private int _left = 4 * MaxRange;

    public bool HasSeasons => _seasons.Count > 0;

    public bool HasEpisodes => _episodes.Count > 0;

    /// <summary>Whether the name shows no sign of a series.</summary>
    public bool IsEmpty => !HasSeasons && !HasEpisodes && !_bare;

    public bool Has(int episode) => _episodes.Contains(episode);

    public void AddSeasons(int first, int last) => AddRange(_seasons, first, last);

    public void AddEpisodes(int first, int last) => AddRange(_episodes, first, last);

    public void ClearEpisodes() => _episodes.Clear();

    /// <summary>Marks the name as a series' name that gives no numbers.</summary>
    public void MarkSeries() => _bare = true;

    /// <summary>The seasons; season 1 where only episodes are named.</summary>
    public IReadOnlyList<int> Seasons() => HasEpisodes && !HasSeasons ? [1] : [.. _seasons];

    /// <summary>Episodes by season; empty where several seasons are named, since the episodes may belong to any of them.</summary>
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
