namespace Bitmagnet.Functions.Sweeping;

/// <summary>Rows of one run that were alike.</summary>
public sealed record SweepGroup
{
    /// <summary>Queue name.</summary>
    public required string Queue { get; init; }

    /// <summary>State before.</summary>
    public required QueueJobStatus Status { get; init; }

    /// <summary>Why they failed.</summary>
    public required SweepCause Cause { get; init; }

    /// <summary>The decision.</summary>
    public required SweepVerdict Verdict { get; init; }

    /// <summary>How many.</summary>
    public required long Rows { get; init; }

    /// <summary>The first few.</summary>
    public required IReadOnlyList<SweepSample> Samples { get; init; }
}
