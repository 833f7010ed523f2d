using System.Text.Json.Serialization;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>The envelope of a job in the queue <c>tmdb-enrichment</c>, as JSON.</summary>
public sealed record EnrichmentMessage
{
    /// <summary>The job's id in the ledger.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>40 hexadecimal characters each; 1 to 1,000, all different.</summary>
    [JsonPropertyName("infoHashes")]
    public required IReadOnlyList<string> InfoHashes { get; init; }

    /// <summary>Attempts before this one.</summary>
    [JsonPropertyName("attempts")]
    public int Attempts { get; init; }

    /// <summary>Deferrals before this one; counted apart from attempts.</summary>
    [JsonPropertyName("deferrals")]
    public int Deferrals { get; init; }

    /// <summary>True if the feed made the job: it finds the torrents in the database again, so they need not wait in the ledger.</summary>
    [JsonPropertyName("fed")]
    public bool Fed { get; init; }

    /// <summary>True if a person requested the job: the ledger keeps it for a day after it is processed.</summary>
    [JsonPropertyName("asked")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Asked { get; init; }

    /// <summary>True to ask TMDB again whatever is cached, also for torrents that have content.</summary>
    [JsonPropertyName("force")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Force { get; init; }

    /// <summary>
    /// With <see cref="Force"/>: TMDB's answers since this time may be used, such as those to other jobs of the same walk; null: none from
    /// before the run.
    /// </summary>
    [JsonPropertyName("since")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Since { get; init; }

    /// <summary>True on the one job of a feed after which the queue is topped up, since the database holds more.</summary>
    [JsonPropertyName("topUp")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool TopUp { get; init; }

    /// <summary>W3C trace context of the sender; null: none.</summary>
    [JsonPropertyName("traceparent")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceParent { get; init; }
}
