namespace Bitmagnet.Functions.Index.Queue;

/// <summary>
/// The flags of a job, which beat those that bitmagnet is configured with (bitmagnet contract §2). Unknown flags are kept.
/// </summary>
public sealed class ClassifierFlags
{
    /// <summary>False: bitmagnet calls no outside service for this job.</summary>
    public const string ApisEnabled = "apis_enabled";

    /// <summary>False: bitmagnet does not call TMDB for this job.</summary>
    public const string TmdbEnabled = "tmdb_enabled";

    private static readonly JsonElement False = JsonElement.Parse("false");

    private readonly Dictionary<string, JsonElement> flags;

    private ClassifierFlags(Dictionary<string, JsonElement> flags) => this.flags = flags;

    /// <summary>No flags.</summary>
    public static ClassifierFlags None { get; } = new([]);

    /// <summary>The flags; null where there are none, since they are left out of a payload then.</summary>
    internal IReadOnlyDictionary<string, JsonElement>? Members => flags.Count == 0 ? null : flags;

    /// <summary>True where the job is told to call no outside service.</summary>
    public bool AreApisDisabled => flags.TryGetValue(ApisEnabled, out var value) && value.ValueKind == JsonValueKind.False;

    /// <summary>
    /// The same flags with apis_enabled and tmdb_enabled false. bitmagnet itself writes the first alone at most, so that a job with both never
    /// equals one of its own (bitmagnet contract §2 Rules).
    /// </summary>
    public ClassifierFlags WithoutApis() => new(new(flags) { [ApisEnabled] = False, [TmdbEnabled] = False });

    /// <summary>Of an object's members; null if one holds a number that does not fit Go's float64.</summary>
    internal static ClassifierFlags? Of(Dictionary<string, JsonElement> flags) => flags.Values.All(IsFinite) ? new(flags) : null;

    private static bool IsFinite(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetDouble(out var number) && double.IsFinite(number),
        JsonValueKind.Object => value.EnumerateObject().All(member => IsFinite(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(IsFinite),
        _ => true,
    };
}
