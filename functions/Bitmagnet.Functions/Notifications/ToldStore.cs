using Azure.Data.Tables;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Notifications;

/// <summary>Keeps what each target was told, so that neither a restart nor another instance tells it again.</summary>
internal sealed class ToldStore(TableServiceClient tables)
{
    private const string Partition = "told";
    private const string StateColumn = "State";

    private readonly StorageTable table = new(tables, StorageNames.HealthTable);

    /// <summary>What a target was told; nothing where there is no row.</summary>
    public async Task<ToldState> LoadAsync(NotifyTarget target, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        var row = await client.GetEntityIfExistsAsync<TableEntity>(Partition, target.Fingerprint, cancellationToken: cancellationToken);
        return row.HasValue
            ? JsonSerializer.Deserialize(row.Value!.GetString(StateColumn), AnswerJson.Default.ToldState)! with { ETag = row.Value.ETag }
            : new ToldState([]);
    }

    /// <summary>Writes over the row that was loaded; null where another instance has written meanwhile.</summary>
    public async Task<ToldState?> TrySaveAsync(NotifyTarget target, ToldState state, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        var row = new TableEntity(Partition, target.Fingerprint) { [StateColumn] = JsonSerializer.Serialize(state, AnswerJson.Default.ToldState) };
        return await client.TryWriteAsync(row, state.ETag, cancellationToken) is { } written ? state with { ETag = written } : null;
    }
}
