namespace Bitmagnet.LocalHost.Startup;

/// <summary>A published LocalHost starts no sandbox: a part that no setting names stays missing, and whatever needs it reports that.</summary>
internal static class MissingParts
{
    public const bool HasSandbox = false;

    public static Task<IAsyncDisposable?> StartAsync(ConfigurationManager configuration, string? verb) => Task.FromResult<IAsyncDisposable?>(null);
}
