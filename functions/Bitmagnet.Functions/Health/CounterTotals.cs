namespace Bitmagnet.Functions.Health;

/// <summary>What all instances have counted since the first start.</summary>
/// <param name="Counts">By name, as in <c>enrichment.jobs:processed</c>.</param>
/// <param name="Instances">Instances heard of lately.</param>
public sealed record CounterTotals(IReadOnlyDictionary<string, long> Counts, int Instances)
{
    /// <summary>A count; 0 where nothing was counted under the name.</summary>
    public long this[string name] => Counts.GetValueOrDefault(name);
}
