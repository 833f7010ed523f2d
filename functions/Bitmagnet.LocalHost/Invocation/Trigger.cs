using Microsoft.Azure.Functions.Worker;
using NCrontab;

namespace Bitmagnet.LocalHost.Invocation;

/// <summary>A function's trigger, with all settings resolved. Without methods, an HTTP function answers all.</summary>
internal abstract record Trigger
{
    private Trigger()
    {
    }

    public sealed record Queue(string QueueName, string Connection) : Trigger
    {
        public override string ToString() => $"queue {QueueName}";
    }

    public sealed record Timer(string Expression, CrontabSchedule Schedule, bool RunOnStartup, bool UseMonitor) : Trigger
    {
        public override string ToString() => $"timer {Expression}";
    }

    public sealed record Http(string Route, IReadOnlyList<string> Methods, AuthorizationLevel Level) : Trigger
    {
        public override string ToString() => $"http {(Methods.Count == 0 ? "*" : string.Join(',', Methods))} {Route}";
    }
}
