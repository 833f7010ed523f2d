namespace Bitmagnet.LocalHost.Configuration;

/// <summary>The fields of host.json that LocalHost uses, and its own settings.</summary>
internal sealed record HostSettings
{
    /// <summary>The longest run of a function. Default 30 minutes; null (-1 in host.json): no limit.</summary>
    public TimeSpan? FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>extensions.http.routePrefix. Default api; may be empty.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>The key for functions of level Function. Unset: not configured.</summary>
    public string? FunctionKey { get; init; }

    /// <summary>The key for every function. Unset: not configured.</summary>
    public string? AdminKey { get; init; }

    /// <exception cref="InvalidOperationException">Fields have values that are not allowed; the message has a line for each.</exception>
    public static HostSettings Read(IConfiguration configuration)
    {
        var fields = new HostFields(configuration.GetSection(HostFile.Section));
        fields.CheckLogLevels("logging.logLevel");
        CheckQueues(fields);
        var options = new HostSettings
        {
            FunctionTimeout = fields.TimeoutOrNone("functionTimeout", TimeSpan.FromMinutes(30)),
            RoutePrefix = fields.RoutePrefix("extensions.http.routePrefix", "api"),
            FunctionKey = NotEmpty(configuration["LOCALHOST_FUNCTION_KEY"]),
            AdminKey = NotEmpty(configuration["LOCALHOST_ADMIN_KEY"]),
        };
        return fields.Problems.Count == 0 ? options : throw new InvalidOperationException(string.Join(Environment.NewLine, fields.Problems));
    }

    // The queue library reads these itself, but its errors name neither the field nor what is allowed.
    private static void CheckQueues(HostFields fields)
    {
        fields.CheckNumber("extensions.queues.batchSize", 1, 32);
        fields.CheckNumber("extensions.queues.newBatchThreshold", 0, 1000);
        fields.CheckNumber("extensions.queues.maxDequeueCount", 1, int.MaxValue);
        fields.CheckDuration("extensions.queues.visibilityTimeout", TimeSpan.Zero, TimeSpan.FromDays(7));
        fields.CheckDuration("extensions.queues.maxPollingInterval", TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1));
    }

    private static string? NotEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
