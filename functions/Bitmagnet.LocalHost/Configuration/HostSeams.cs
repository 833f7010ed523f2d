namespace Bitmagnet.LocalHost.Configuration;

/// <summary>Values that tests replace: folders, types and intervals that are fixed in production.</summary>
internal sealed record HostSeams
{
    /// <summary>The types searched for functions: all public classes of the application.</summary>
    public IReadOnlyList<Type> FunctionTypes { get; init; } = typeof(Bitmagnet.Functions.Composition).Assembly.GetExportedTypes();

    /// <summary>The folder of host.json, and of local.settings.json if the working folder has none.</summary>
    public string AppFolder { get; init; } = AppContext.BaseDirectory;

    /// <summary>The folder in which local.settings.json is looked for first.</summary>
    public string WorkingFolder { get; init; } = CurrentFolder();

    /// <summary>The duration of a timer's blob lease, which is renewed at half-time: 15 seconds, the shortest that storage allows.</summary>
    public TimeSpan TimerLease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The time between tries if another host holds a timer or the storage is away.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stop waits for running functions before it cancels their tokens.</summary>
    public TimeSpan StopLimit { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a stop then waits for them to end.</summary>
    public TimeSpan CancelLimit { get; init; } = TimeSpan.FromSeconds(5);

    private static string CurrentFolder()
    {
        try
        {
            return Directory.GetCurrentDirectory();
        }
        catch (IOException e)
        {
            throw new InvalidOperationException("The folder in which the application is started is gone; start it in another.", e);
        }
    }
}
