using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Bitmagnet.LocalHost.Configuration;

/// <summary>The fields of host.json that LocalHost follows, and the settings of its own.</summary>
internal sealed record HostSettings
{
    private static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestLease = TimeSpan.FromDays(1);

    /// <summary>How long a function may run. Default 30 minutes; null (-1 in host.json): without limit.</summary>
    public TimeSpan? FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>extensions.queues.</summary>
    public QueueOptions Queues { get; init; } = new();

    /// <summary>extensions.http.routePrefix. Default api; may be empty.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>The key for functions of level Function. Null: not configured.</summary>
    public string? FunctionKey { get; init; }

    /// <summary>The key for every function. Null: not configured.</summary>
    public string? AdminKey { get; init; }

    /// <summary>
    /// How long a running message is hidden, renewed at half-time: what a killed host held comes back after so long.
    /// Setting LOCALHOST_MESSAGE_LEASE. Null: the Azure host's 10 minutes.
    /// </summary>
    public TimeSpan? MessageLease { get; init; }

    /// <summary>Reads and validates.</summary>
    /// <exception cref="InvalidOperationException">A field's value is not allowed; a line for each such field.</exception>
    public static HostSettings Read(IConfiguration configuration)
    {
        var fields = new HostFields(configuration.GetSection(HostFile.Section));
        fields.CheckLogLevels("logging.logLevel");
        var batchSize = fields.Number("extensions.queues.batchSize", 16, 1, 32);
        var options = new HostSettings
        {
            FunctionTimeout = fields.TimeoutOrNone("functionTimeout", TimeSpan.FromMinutes(30)),
            RoutePrefix = fields.RoutePrefix("extensions.http.routePrefix", "api"),
            FunctionKey = NotEmpty(configuration["LOCALHOST_FUNCTION_KEY"]),
            AdminKey = NotEmpty(configuration["LOCALHOST_ADMIN_KEY"]),
            MessageLease = ReadLease(NotEmpty(configuration["LOCALHOST_MESSAGE_LEASE"])),
            Queues = new QueueOptions
            {
                BatchSize = batchSize,
                NewBatchThreshold = fields.Number(
                    "extensions.queues.newBatchThreshold", batchSize / 2 * Environment.ProcessorCount, 0, 1000),
                MaxDequeueCount = fields.Number("extensions.queues.maxDequeueCount", 5, 1, int.MaxValue),
                VisibilityTimeout = fields.Duration(
                    "extensions.queues.visibilityTimeout", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromDays(7)),
                MaxPollingInterval = fields.Duration(
                    "extensions.queues.maxPollingInterval", TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1)),
                Encoding = fields.Encoding("extensions.queues.messageEncoding"),
            },
        };
        return fields.Problems.Count == 0 ? options : throw new InvalidOperationException(string.Join(Environment.NewLine, fields.Problems));
    }

    private static TimeSpan? ReadLease(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var lease)
            && lease >= ShortestLease && lease <= LongestLease
            ? lease
            : throw new InvalidOperationException(
                $"LOCALHOST_MESSAGE_LEASE is '{text}'; allowed: a duration hh:mm:ss from {ShortestLease} to {LongestLease}.");
    }

    private static string? NotEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
