namespace Bitmagnet.Functions.Enrichment;

/// <summary>The fields of an <see cref="EnrichmentJob"/> as they are sent, and as <see cref="MessageReader"/> reads them; what has its default is left out.</summary>
internal sealed record EnrichmentMessage
{
    public required string Id { get; init; }

    public required IReadOnlyList<string> InfoHashes { get; init; }

    public required int Attempts { get; init; }

    public required int Deferrals { get; init; }

    public required bool Fed { get; init; }

    public required bool Asked { get; init; }

    public required bool Force { get; init; }

    public required DateTimeOffset? Since { get; init; }

    public required bool TopUp { get; init; }

    public required string? Traceparent { get; init; }
}
