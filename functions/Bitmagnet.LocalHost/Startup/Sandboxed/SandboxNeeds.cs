using Bitmagnet.Functions.Storage;

namespace Bitmagnet.LocalHost.Startup;

/// <summary>The parts that the sandbox must start, since no setting names them. Each is decided on its own.</summary>
/// <param name="Storage">AzureWebJobsStorage is not set in any form.</param>
/// <param name="Postgres">No POSTGRES_ setting is set.</param>
/// <param name="Tmdb">Neither a key nor a base URL is set, TMDB is not disabled, and the database is not a real one.</param>
internal sealed record SandboxNeeds(bool Storage, bool Postgres, bool Tmdb)
{
    private static readonly string[] PostgresKeys = ["DSN", "HOST", "PORT", "NAME", "USER", "PASSWORD"];

    public bool Any => Storage || Postgres || Tmdb;

    /// <param name="verb">The command; <c>explain</c> needs TMDB only. Null: run.</param>
    public static SandboxNeeds Decide(IConfiguration configuration, string? verb)
    {
        var storage = !StorageConnection.IsConfigured(configuration);
        var postgres = !PostgresKeys.Any(key => IsSet(configuration[$"POSTGRES_{key}"]) || IsSet(configuration[$"Postgres:{key}"]));
        var enabled = (configuration["TMDB_ENABLED"] ?? configuration["Tmdb:Enabled"])?.Trim() is not { } text
            || !(text.Equals("false", StringComparison.OrdinalIgnoreCase) || text == "0");
        var tmdb = enabled && postgres
            && !IsSet(configuration["TMDB_API_KEY"]) && !IsSet(configuration["TMDB_BASE_URL"])
            && !IsSet(configuration["Tmdb:ApiKey"]) && !IsSet(configuration["Tmdb:BaseUrl"]);
        return verb is null ? new SandboxNeeds(storage, postgres, tmdb) : new SandboxNeeds(false, false, tmdb && verb == "explain");
    }

    private static bool IsSet(string? value) => !string.IsNullOrWhiteSpace(value);
}
