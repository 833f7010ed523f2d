namespace Bitmagnet.LocalHost.Startup;

/// <summary>A published LocalHost starts no sandbox: a part that no setting names stays missing, and whatever needs it reports that.</summary>
internal static class MissingParts
{
    /// <summary>Whether missing parts are started.</summary>
    public const bool HasSandbox = false;

    /// <summary>Starts nothing.</summary>
    public static Task<IAsyncDisposable?> StartAsync(ConfigurationManager configuration, string? verb) => Task.FromResult<IAsyncDisposable?>(null);
}
