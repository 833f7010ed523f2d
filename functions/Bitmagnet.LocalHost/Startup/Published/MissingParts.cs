namespace Bitmagnet.LocalHost.Startup;

/// <summary>A published LocalHost runs on real parts alone: what a setting leaves out is missing, and the part that needs it says so.</summary>
internal static class MissingParts
{
    /// <summary>Whether what a setting leaves out is started.</summary>
    public const bool HasSandbox = false;

    /// <summary>Starts nothing.</summary>
    public static Task<IAsyncDisposable?> StartAsync(ConfigurationManager configuration, string? verb) => Task.FromResult<IAsyncDisposable?>(null);
}
