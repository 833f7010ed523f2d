using System.Text.Unicode;
using Bitmagnet.Functions.Jobs;

namespace Bitmagnet.Functions.JobActions;

/// <summary>One job, whole.</summary>
public sealed class JobDetail(JobRecord job) : JobView(job)
{
    /// <summary>The torrents still to do.</summary>
    public IReadOnlyList<string> InfoHashes { get; } = [.. job.InfoHashes.Select(hash => hash.Hex)];

    /// <summary>The message of a failed job; <c>base64:…</c> where it is no text.</summary>
    public string? Body { get; } = job.Body is { } body ? Text(body.Span) : null;

    private static string Text(ReadOnlySpan<byte> body) => Utf8.IsValid(body) ? Encoding.UTF8.GetString(body) : "base64:" + Convert.ToBase64String(body);
}
