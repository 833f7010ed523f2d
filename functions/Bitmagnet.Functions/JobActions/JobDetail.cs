using System.Text;
using Bitmagnet.Functions.Jobs;

namespace Bitmagnet.Functions.JobActions;

/// <summary>One job, whole.</summary>
public sealed record JobDetail : JobView
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Copies a row of the ledger.</summary>
    public JobDetail(JobRecord job) : base(job)
    {
        InfoHashes = [.. job.InfoHashes.Select(hash => hash.Hex)];
        Body = job.Body is { } body ? Text(body.Span) : null;
    }

    /// <summary>The torrents still to do.</summary>
    public IReadOnlyList<string> InfoHashes { get; }

    /// <summary>The message of a failed job; <c>base64:…</c> where it is no text.</summary>
    public string? Body { get; }

    private static string Text(ReadOnlySpan<byte> body)
    {
        try
        {
            return StrictUtf8.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return "base64:" + Convert.ToBase64String(body);
        }
    }
}
