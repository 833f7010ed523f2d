namespace Bitmagnet.Functions.Sweeping;

/// <summary>Rows of one run with equal queue, status, cause and verdict.</summary>
public sealed record SweepGroup
{
    /// <summary>The queue's name.</summary>
    public required string Queue { get; init; }

    /// <summary>The state before the run.</summary>
    public required QueueJobStatus Status { get; init; }

    /// <summary>Why they failed.</summary>
    public required SweepCause Cause { get; init; }

    /// <summary>The decision.</summary>
    public required SweepVerdict Verdict { get; init; }

    /// <summary>Number of rows.</summary>
    public required long Rows { get; init; }

    /// <summary>The first few rows.</summary>
    public required IReadOnlyList<SweepSample> Samples { get; init; }
}
