using Bitmagnet.Functions.Explaining;
using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Settings;
using Bitmagnet.Functions.Tmdb;
using Bitmagnet.LocalHost.Startup;

namespace Bitmagnet.LocalHost.Doctor;

/// <summary>Checks that TMDB's name resolves and that TMDB answers and accepts the key; says how a block works.</summary>
internal static class TmdbCheck
{
    private const string Part = "tmdb";

    /// <summary>A line for TMDB, and one if the key is the shared one.</summary>
    /// <exception cref="InvalidSettingsException">A setting is not allowed; SettingsCheck reports it.</exception>
    public static async Task<IReadOnlyList<Diagnosis>> LookAsync(IConfiguration settings, CancellationToken cancellationToken)
    {
        var options = SettingsReader.Read<TmdbOptions>(settings);
        if (!options.Enabled)
        {
            return [new Diagnosis(Part, Verdict.Ok, "TMDB_ENABLED is false: only bitmagnet's own content is attached.")];
        }

        if (options.ApiKey is null)
        {
            return
            [
                MissingParts.HasSandbox && !ExplainServices.IsPostgresSet(settings)
                    ? new Diagnosis(Part, Verdict.Ok, "TMDB_API_KEY is not set: run simulates a TMDB with sample titles.")
                    : Of(new TmdbFault(TmdbStatus.Unconfigured, "TMDB_API_KEY is not set")),
            ];
        }

        await using var services = new ServiceCollection().AddMetrics().AddSingleton<TmdbMetrics>().BuildServiceProvider();
        using var probe = new TmdbProbe(options, services.GetRequiredService<TmdbMetrics>(), TimeProvider.System, new Random());
        var fault = await probe.AskAsync(null, cancellationToken);
        return Of(options.BaseUrl.Host, fault, options.IsSharedKey);
    }

    /// <summary>The meaning of TMDB's answer to a key. Pure.</summary>
    internal static IReadOnlyList<Diagnosis> Of(string host, TmdbFault? fault, bool isSharedKey) =>
    [
        fault is null ? new Diagnosis(Part, Verdict.Ok, $"{host} answers and takes the key.") : Of(fault),
        .. isSharedKey ? new[] { new Diagnosis(Part, Verdict.Look, TmdbFindings.SharedKey.Problem, TmdbFindings.SharedKey.Remedy) } : [],
    ];

    private static Diagnosis Of(TmdbFault fault)
    {
        var finding = TmdbFindings.Of(fault.At(default, null))!;
        return new Diagnosis(Part, fault.Status is TmdbStatus.RateLimited or TmdbStatus.Outage ? Verdict.Look : Verdict.Wrong, finding.Problem, finding.Remedy);
    }
}
