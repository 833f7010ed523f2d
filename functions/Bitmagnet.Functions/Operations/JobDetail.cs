using Bitmagnet.Functions.Jobs;

namespace Bitmagnet.Functions.Operations;

/// <summary>One job, whole.</summary>
public sealed record JobDetail : JobView
{
    /// <summary>Copies a row of the ledger.</summary>
    public JobDetail(JobRecord job) : base(job)
    {
        InfoHashes = [.. job.InfoHashes.Select(hash => hash.Hex)];
        Body = job.Body;
    }

    /// <summary>The torrents still to do.</summary>
    public IReadOnlyList<string> InfoHashes { get; }

    /// <summary>The message of a failed job; <c>base64:…</c> where it is no text.</summary>
    public string? Body { get; }
}
