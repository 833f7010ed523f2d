namespace Bitmagnet.Functions.Enrichment;

/// <summary>The reading of a message body: a job, or malformed. A closed type.</summary>
public abstract record MessageReading
{
    private MessageReading()
    {
    }

    /// <summary>The body is a job.</summary>
    /// <param name="Job">The job.</param>
    public sealed record Readable(EnrichmentJob Job) : MessageReading;

    /// <summary>The body is not a job.</summary>
    /// <param name="Problem">What is wrong and what is allowed, for a person.</param>
    public sealed record Malformed(string Problem) : MessageReading;
}
