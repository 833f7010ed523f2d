using Microsoft.Azure.Functions.Worker;
using NCrontab;

namespace Bitmagnet.LocalHost.Invocation;

/// <summary>A function's trigger, with all settings resolved.</summary>
internal abstract record Trigger
{
    private Trigger()
    {
    }

    /// <summary>Messages of a storage queue.</summary>
    /// <param name="QueueName">The queue.</param>
    /// <param name="Connection">The setting that holds the storage connection.</param>
    public sealed record Queue(string QueueName, string Connection) : Trigger
    {
        /// <inheritdoc/>
        public override string ToString() => $"queue {QueueName}";
    }

    /// <summary>A schedule.</summary>
    /// <param name="Expression">The schedule as written.</param>
    /// <param name="Schedule">The schedule.</param>
    /// <param name="RunOnStartup">Whether it also runs at start.</param>
    /// <param name="UseMonitor">Whether occurrences are recorded.</param>
    public sealed record Timer(string Expression, CrontabSchedule Schedule, bool RunOnStartup, bool UseMonitor) : Trigger
    {
        /// <inheritdoc/>
        public override string ToString() => $"timer {Expression}";
    }

    /// <summary>HTTP requests.</summary>
    /// <param name="Route">The route below the prefix.</param>
    /// <param name="Methods">The methods answered; empty: all.</param>
    /// <param name="Level">The required key.</param>
    public sealed record Http(string Route, IReadOnlyList<string> Methods, AuthorizationLevel Level) : Trigger
    {
        /// <inheritdoc/>
        public override string ToString() => $"http {(Methods.Count == 0 ? "*" : string.Join(',', Methods))} {Route}";
    }
}
