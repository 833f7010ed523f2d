using Azure.Data.Tables;
using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Jobs;

/// <summary>How a <see cref="JobRecord"/> lies in its table: one partition; see <see cref="JobKeys"/>.</summary>
internal static class JobEntity
{
    public const string Partition = "job";

    /// <summary>A table's string property holds 64 KiB of UTF-16.</summary>
    private const int MaxCharacters = 32 * 1024;

    public static TableEntity From(JobRecord job) => new(Partition, JobKeys.Of(job.Status, job.Id))
    {
        [nameof(JobRecord.Status)] = job.Status.ToString(),
        [nameof(JobRecord.InfoHashes)] = job.InfoHashes.SelectMany(hash => hash.ToBytes()).ToArray(),
        [nameof(JobRecord.Attempts)] = job.Attempts,
        [nameof(JobRecord.Deferrals)] = job.Deferrals,
        [nameof(JobRecord.DeferralsByReason)] = job.DeferralsByReason.Count == 0 ? null : JsonSerializer.Serialize(job.DeferralsByReason, StoredJson.Default.IReadOnlyDictionaryStringInt32),
        [nameof(JobRecord.Reason)] = job.Reason,
        [nameof(JobRecord.Error)] = Cut(job.Error),
        [nameof(JobRecord.Body)] = job.Body?.ToArray(),
        [nameof(JobRecord.Asked)] = job.Asked,
        [nameof(JobRecord.Force)] = job.Force,
        [nameof(JobRecord.Since)] = job.Since,
        [nameof(JobRecord.RunAfter)] = job.RunAfter,
        [nameof(JobRecord.CreatedAt)] = job.CreatedAt,
        [nameof(JobRecord.UpdatedAt)] = job.UpdatedAt,
        [nameof(JobRecord.IndexKey)] = job.Status == JobStatus.Failed ? JobKeys.IndexOf(job.UpdatedAt, job.Id) : null,
    };

    public static JobRecord Read(TableEntity entity) => new()
    {
        Id = JobKeys.IdOf(entity.RowKey),
        RowKey = entity.RowKey,
        IndexKey = entity.GetString(nameof(JobRecord.IndexKey)),
        Status = Enum.Parse<JobStatus>(entity.GetString(nameof(JobRecord.Status))),
        InfoHashes = Split(entity.GetBinary(nameof(JobRecord.InfoHashes)) ?? []),
        Attempts = entity.GetInt32(nameof(JobRecord.Attempts)),
        Deferrals = entity.GetInt32(nameof(JobRecord.Deferrals)) ?? 0,
        DeferralsByReason = entity.GetString(nameof(JobRecord.DeferralsByReason)) is { } counts
            ? JsonSerializer.Deserialize(counts, StoredJson.Default.DictionaryStringInt32)!
            : new Dictionary<string, int>(),
        Reason = entity.GetString(nameof(JobRecord.Reason)),
        Error = entity.GetString(nameof(JobRecord.Error)),
        Body = entity.GetBinary(nameof(JobRecord.Body)) is { } body ? new ReadOnlyMemory<byte>(body) : null,
        Asked = entity.GetBoolean(nameof(JobRecord.Asked)) ?? false,
        Force = entity.GetBoolean(nameof(JobRecord.Force)) ?? false,
        Since = entity.GetDateTimeOffset(nameof(JobRecord.Since)),
        RunAfter = entity.GetDateTimeOffset(nameof(JobRecord.RunAfter)),
        CreatedAt = entity.GetDateTimeOffset(nameof(JobRecord.CreatedAt)) ?? default,
        UpdatedAt = entity.GetDateTimeOffset(nameof(JobRecord.UpdatedAt)) ?? default,
        ETag = entity.ETag == default ? null : entity.ETag.ToString(),
    };

    internal static string? Cut(string? text) => text is { Length: > MaxCharacters } ? text[..MaxCharacters] : text;

    private static InfoHash[] Split(byte[] bytes) => [.. bytes.Chunk(InfoHash.Size).Select(hash => InfoHash.FromBytes(hash))];
}
