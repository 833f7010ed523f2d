using Azure;
using Azure.Data.Tables;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// The row of the state table with the gate's state. Each key and host has its own row, so a corrected key starts afresh. It is written
/// only under its ETag.
/// </summary>
internal sealed class TmdbGateRow(TmdbTables tables, TmdbOptions options, TimeProvider time)
{
    private const string Partition = "tmdb";
    private readonly string name = $"gate-{options.Fingerprint}";

    /// <summary>Reads the state; available since a time if there is no row.</summary>
    public async Task<TmdbGateState> ReadAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var table = await tables.StateAsync(cancellationToken);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, name, cancellationToken: cancellationToken);
        if (!found.HasValue)
        {
            return new TmdbGateState(new TmdbAvailability(TmdbStatus.Available, null, since, null), 0, null, default, time.GetUtcNow());
        }

        var entity = found.Value!;
        var availability = new TmdbAvailability(
            Enum.TryParse<TmdbStatus>(entity.GetString(nameof(TmdbAvailability.Status)), out var status) ? status : TmdbStatus.Available,
            entity.GetString(nameof(TmdbAvailability.Cause)),
            entity.GetDateTimeOffset(nameof(TmdbAvailability.Since)) ?? since,
            entity.GetDateTimeOffset(nameof(TmdbAvailability.Until)))
        {
            Remedy = entity.GetString(nameof(TmdbAvailability.Remedy)),
        };
        return new TmdbGateState(
            availability, entity.GetInt32(nameof(TmdbGateState.Failures)) ?? 0, entity.GetString(nameof(TmdbGateState.Call)), entity.ETag, time.GetUtcNow());
    }

    /// <summary>Writes the state, and returns it with its new version; null if another instance wrote first.</summary>
    public async Task<TmdbGateState?> TryWriteAsync(TmdbGateState state, CancellationToken cancellationToken)
    {
        var table = await tables.StateAsync(cancellationToken);
        var entity = new TableEntity(Partition, name)
        {
            [nameof(TmdbAvailability.Status)] = state.Availability.Status.ToString(),
            [nameof(TmdbAvailability.Cause)] = state.Availability.Cause,
            [nameof(TmdbAvailability.Remedy)] = state.Availability.Remedy,
            [nameof(TmdbAvailability.Since)] = state.Availability.Since,
            [nameof(TmdbAvailability.Until)] = state.Availability.Until,
            [nameof(TmdbGateState.Failures)] = state.Failures,
            [nameof(TmdbGateState.Call)] = state.Call,
        };
        return await table.TryWriteAsync(entity, state.ETag, cancellationToken) is { } written ? state with { ETag = written, ReadAt = time.GetUtcNow() } : null;
    }
}

/// <summary>
/// The gate's row as read or written: how many probes failed in a row, and the kind of call that the probe repeats (null: none). The
/// default ETag means that there is no row.
/// </summary>
internal sealed record TmdbGateState(TmdbAvailability Availability, int Failures, string? Call, ETag ETag, DateTimeOffset ReadAt)
{
    public bool IsAvailable => Availability.Status == TmdbStatus.Available;
}
